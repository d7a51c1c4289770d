package dev.sessionkeeper.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sessionkeeper.sessions.SigningKey;
import dev.sessionkeeper.sessions.StoredSession;
import java.time.Duration;
import java.util.UUID;

/// The Auth server of a Supabase project: the simulator in a pod, whose key a test has as well.
final class AuthServer {
  private static final int PORT = 9999;
  private static final Duration LONG_AGO = Duration.ofMinutes(65);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;
  private final String cookie;
  private final SigningKey key;
  private final Site control;

  private AuthServer(String url, String cookie, SigningKey key, Site control) {
    this.url = url;
    this.cookie = cookie;
    this.key = key;
    this.control = control;
  }

  /// Starts one in a namespace.
  static AuthServer start(Namespace namespace, String project) {
    var key = SigningKey.generate();
    pod(project, key).startIn(namespace);
    var host = project + "." + namespace.name() + ".svc.cluster.local";
    return new AuthServer(
        "http://" + host, "sb-" + project + "-auth-token", key, namespace.site(project));
  }

  /// The pod's name is the first label of its host, after which the session cookie is named.
  static ServerPod pod(String project, SigningKey key) {
    var container =
        ("{name: auth, image: %s, env: [{name: GOTRUE_JWT_KEYS, value: '%s'}],"
                + " ports: [{containerPort: %3$d}],"
                + " readinessProbe: {httpGet: {path: /health, port: %3$d}, periodSeconds: 1}}")
            .formatted(PodImages.AUTH_SIMULATOR, key.asKeySet(), PORT);
    return new ServerPod(project, container, "", EchoApp.service(project, PORT));
  }

  /// The Supabase URL, as pods reach it.
  String url() {
    return url;
  }

  /// The name of the session cookie, as `@supabase/ssr` derives it from the URL.
  String cookie() {
    return cookie;
  }

  /// The `Cookie` header of a browser with a session.
  String header(StoredSession session) {
    return cookie + "=" + session.encode();
  }

  /// The session of a new user.
  StoredSession signUp() {
    var user =
        "{\"email\":\"ada-%s@example.com\",\"password\":\"correct-horse\"}"
            .formatted(UUID.randomUUID());
    var answer = control.call("POST", "/signup", user);
    return StoredSession.parse(answer.body());
  }

  /// The session of a new user as it will be in an hour: the access token has expired. The server's
  /// clock stays, as others are served by it meanwhile.
  StoredSession expiredSession() {
    return signUp().aged(LONG_AGO, key);
  }

  /// How often the refresh token of a session was presented.
  int tokenCalls(StoredSession session) {
    return json(control.get("/__control/calls").body())
        .path("tokens")
        .path(session.refreshToken())
        .asInt();
  }

  /// The API key with which the refresh token of a session was presented last; empty if it was not.
  String keyOfTokenCall(StoredSession session) {
    var key = "";
    for (var call : json(control.get("/__control/calls?requests=true").body()).path("requests")) {
      if (call.path("body").asText().contains(session.refreshToken())) {
        key = apiKey(call.path("headers"));
      }
    }
    return key;
  }

  private static String apiKey(JsonNode headers) {
    return headers.properties().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("apikey"))
        .map(header -> header.getValue().asText())
        .findFirst()
        .orElse("");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the simulator's counters are not JSON", e);
    }
  }
}
