package dev.sessionkeeper.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// A session as a browser stores it. Never prints its tokens.
///
/// @param document what the Auth server answered
record StoredSession(JsonNode document) {
  private static final String PREFIX = "base64-";
  private static final int FINGERPRINT_CHARACTERS = 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Reads the value of the session cookie.
  static StoredSession decode(String value) {
    if (!value.startsWith(PREFIX)) {
      throw new AssertionError("value: expected the prefix " + PREFIX);
    }
    var json = Base64.getUrlDecoder().decode(value.substring(PREFIX.length()));
    return parse(new String(json, StandardCharsets.UTF_8));
  }

  static StoredSession parse(String json) {
    try {
      return new StoredSession(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IllegalArgumentException("a session is not a JSON object", e);
    }
  }

  /// The value of the session cookie.
  String encode() {
    var json = document.toString().getBytes(StandardCharsets.UTF_8);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  String refreshToken() {
    return document.path("refresh_token").asText();
  }

  /// Tells two access tokens apart; the Next.js app shows the same digits.
  String fingerprint() {
    var token = document.path("access_token").asText().getBytes(StandardCharsets.UTF_8);
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(token);
      return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "StoredSession[" + fingerprint() + "]";
  }
}
