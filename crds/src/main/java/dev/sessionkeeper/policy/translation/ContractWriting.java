package dev.sessionkeeper.policy.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.policy.manifest.PolicyReader;
import dev.sessionkeeper.policy.manifest.PolicyReading;
import dev.sessionkeeper.supabase.SupabaseUrl;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Writes the contract of a policy as a tree. Most members have the same names on both sides and
/// are carried over as they are; the reader of the contract judges the result.
///
/// @param problems what only this step can see
record ContractWriting(ObjectNode tree, List<Problem> problems) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static ContractWriting of(PolicyReading.Valid policy, Placement placement) {
    var spec = policy.spec();
    var url = supabaseUrl(spec);
    var tree = JSON.objectNode();
    tree.putObject("policy")
        .put("namespace", policy.reference().namespace())
        .put("name", policy.reference().name())
        .put("generation", policy.reference().generation());
    addSockets(tree, policy, placement);
    tree.set("supabase", supabase(spec.path("supabase"), url, placement));
    tree.set("routes", routes(spec.path("routes")));
    tree.set("refresh", refresh(spec.path("refresh"), placement));
    tree.set("verify", verify(spec.path("verify"), placement));
    tree.set("cookies", cookies(spec.path("cookies")));
    tree.set("endpoints", spec.path("endpoints"));
    tree.set("trustedProxies", spec.path("trustedProxies"));
    tree.put("logLevel", text(spec, "/sidecar/logLevel").toLowerCase(Locale.ROOT));
    return new ContractWriting(tree, url.isPresent() ? List.of() : List.of(unreadable(spec)));
  }

  private static void addSockets(ObjectNode tree, PolicyReading.Valid policy, Placement placement) {
    var traffic = PolicyReader.typed(policy).traffic();
    var ports = Ports.of(traffic.takeover(), traffic.port());
    tree.set(
        "listener",
        copy(policy.spec().path("listener"))
            .put("host", placement.host())
            .put("port", ports.listener()));
    tree.putObject("admin").put("host", placement.host()).put("port", Ports.ADMIN);
    tree.set(
        "upstream",
        copy(policy.spec().path("upstream"))
            .put("host", "127.0.0.1")
            .put("port", ports.upstream()));
  }

  private static ObjectNode supabase(
      JsonNode supabase, Optional<SupabaseUrl> url, Placement placement) {
    var contract = JSON.objectNode().put("url", text(supabase, "/url"));
    contract.put(
        "authUrl",
        supabase
            .path("authUrl")
            .asText(url.map(known -> known.auth().toString()).orElse("http://localhost")));
    contract.put(
        "cookieName",
        supabase.path("cookieName").asText(url.map(SupabaseUrl::cookieName).orElse("unknown")));
    contract.put("publishableKeyFile", secret(supabase.path("publishableKey"), placement));
    return contract.put("clientAddress", text(supabase, "/clientAddress"));
  }

  private static ArrayNode routes(JsonNode routes) {
    var contract = JSON.arrayNode();
    routes.forEach(route -> contract.add(route(route)));
    return contract;
  }

  private static ObjectNode route(JsonNode route) {
    var contract = copy(route);
    for (var member : List.of("path", "pathPattern", "signIn", "stepUp")) {
      contract.put(member, route.path(member).asText(""));
    }
    return contract.put("assurance", route.path("assurance").asText("aal1"));
  }

  private static ObjectNode refresh(JsonNode refresh, Placement placement) {
    var contract = copy(refresh);
    contract.set("sharedStore", SharedStoreWriting.of(refresh.path("sharedStore"), placement));
    return contract;
  }

  private static ObjectNode cookies(JsonNode cookies) {
    var contract = withText(cookies, "domain");
    var scopes = contract.putArray("alsoClear");
    cookies.path("alsoClear").forEach(scope -> scopes.add(withText(scope, "domain")));
    return contract;
  }

  private static ObjectNode verify(JsonNode verify, Placement placement) {
    var secret = verify.path("jwtSecret");
    return JSON.objectNode()
        .put("mode", text(verify, "/mode"))
        .put("jwtSecretFile", secret.isObject() ? secret(secret, placement) : "");
  }

  /// Where the sidecar finds the key of a Secret.
  static String secret(JsonNode reference, Placement placement) {
    return placement.secrets() + "/" + text(reference, "/name") + "/" + text(reference, "/key");
  }

  /// A copy in which an absent member is the empty text, which means none in the contract.
  private static ObjectNode withText(JsonNode object, String member) {
    var copy = copy(object);
    return copy.put(member, copy.path(member).asText(""));
  }

  private static ObjectNode copy(JsonNode object) {
    return JSON.objectNode().setAll((ObjectNode) object);
  }

  private static String text(JsonNode node, String pointer) {
    return node.at(pointer).asText();
  }

  private static Optional<SupabaseUrl> supabaseUrl(JsonNode spec) {
    try {
      return Optional.of(SupabaseUrl.of(text(spec, "/supabase/url")));
    } catch (IllegalArgumentException e) {
      // The expected case of a URL that no client would take; told as a problem of the policy.
      return Optional.empty();
    }
  }

  private static Problem unreadable(JsonNode spec) {
    return Problem.of(
        "spec.supabase.url",
        "an http or https URL with a host that clients can read",
        spec.at("/supabase/url"));
  }
}
