package dev.sessionkeeper.sessions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// A session as a browser stores it. Never prints its tokens.
public final class StoredSession {
  private static final String PREFIX = "base64-";
  private static final List<String> SECRETS = List.of("access_token", "refresh_token");
  private static final int FINGERPRINT_CHARACTERS = 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode document;

  private StoredSession(ObjectNode document) {
    this.document = document;
  }

  /// Reads what an Auth server answered, a JSON object.
  public static StoredSession parse(String json) {
    return new StoredSession(object(json));
  }

  /// Reads the joined value of the session cookies.
  public static StoredSession decode(String value) {
    if (!value.startsWith(PREFIX)) {
      throw new IllegalArgumentException("value: expected the prefix " + PREFIX);
    }
    return parse(fromBase64(value.substring(PREFIX.length())));
  }

  /// The value of the session cookie.
  public String encode() {
    return PREFIX + toBase64(document.toString());
  }

  public String refreshToken() {
    return document.path("refresh_token").asText();
  }

  public Instant expiresAt() {
    return Instant.ofEpochSecond(document.path("expires_at").asLong());
  }

  /// Tells two access tokens apart; the app shows the same digits.
  public String fingerprint() {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(accessToken().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The same session after it has lain about for a while: issued, and expiring, that much earlier.
  public StoredSession aged(Duration by, SigningKey key) {
    var claims = object(fromBase64(accessToken().split("\\.", -1)[1]));
    var older = document.deepCopy();
    older.put("access_token", key.sign(earlier(earlier(claims, "iat", by), "exp", by).toString()));
    return new StoredSession(earlier(older, "expires_at", by));
  }

  /// The names of the secrets of this session that stand in a text.
  public List<String> secretsIn(String text) {
    return SECRETS.stream().filter(name -> text.contains(document.path(name).asText())).toList();
  }

  @Override
  public String toString() {
    return "StoredSession[expiresAt=" + expiresAt() + ", tokens redacted]";
  }

  private String accessToken() {
    return document.path("access_token").asText();
  }

  private static ObjectNode earlier(ObjectNode node, String member, Duration by) {
    return node.put(member, node.path(member).asLong() - by.toSeconds());
  }

  private static ObjectNode object(String json) {
    try {
      return JSON.readValue(json, ObjectNode.class);
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IllegalArgumentException("a session or its claims are not a JSON object", e);
    }
  }

  private static String fromBase64(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }

  private static String toBase64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
