package dev.sessionkeeper.sidecar.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.sidecar.session.CookieName;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionCodec;
import dev.sessionkeeper.sidecar.session.SessionText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Sessions as cookies, and cookies as sessions.
final class Sessions {
  private static final CookieName NAME = new CookieName(TestConfig.COOKIE);

  private Sessions() {}

  /// The same session with so much life left by its cookie.
  static Session expiringIn(Session session, Duration life) {
    var end = Clock.systemUTC().instant().plus(life).getEpochSecond();
    return changed(session, "expires_at", end);
  }

  static Session expired(Session session) {
    return expiringIn(session, Duration.ofMinutes(-1));
  }

  /// The same session with another member; a long one makes it need several cookies.
  static Session changed(Session session, String member, Object value) {
    var json = new JsonObject(session.json()).put(member, value);
    return SessionText.ofStored(json.encode()).orElseThrow();
  }

  /// The same session with a token of a later issue that nobody has signed.
  static Session claimingToBeNewer(Session session) {
    var parts = session.accessToken().value().split("\\.", -1);
    var claims = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[1])));
    claims.put("iat", claims.getLong("iat") + 60).put("exp", claims.getLong("exp") + 60);
    var payload =
        Base64.getUrlEncoder().withoutPadding().encodeToString(claims.encode().getBytes(UTF_8));
    return changed(session, "access_token", parts[0] + "." + payload + "." + parts[2]);
  }

  /// The same session with a token that says something else as well, signed by a secret.
  static Session saying(Session session, String secret, Map<String, Object> claims) {
    var parts = session.accessToken().value().split("\\.", -1);
    var payload = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[1])));
    payload.getMap().putAll(claims);
    var text = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(payload.encode());
    return changed(session, "access_token", text + "." + signature(text, secret));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String signature(String text, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The cookies of a session by name.
  static SequencedMap<String, String> cookies(Session session) {
    return SessionCodec.encode(session.json(), NAME, Encoding.BASE64_URL).orElseThrow();
  }

  /// The cookies of a session as they stand in a `Cookie` header.
  static String pairs(Session session) {
    return cookies(session).entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  /// The field that carries a session.
  static String field(Session session) {
    return "Cookie: " + pairs(session);
  }

  /// The session in a `Cookie` header.
  static Session inHeader(String header) {
    Map<String, String> cookies = new LinkedHashMap<>();
    for (var pair : List.of(header.split("; ", -1))) {
      var equals = pair.indexOf('=');
      cookies.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return SessionCodec.decode(cookies, NAME).orElseThrow();
  }

  /// The session that `Set-Cookie` lines write.
  static Session inLines(List<String> lines) {
    return inHeader(
        lines.stream()
            .filter(line -> !line.contains("Max-Age=0"))
            .map(line -> line.substring(0, line.indexOf(';')))
            .collect(Collectors.joining("; ")));
  }
}
