package dev.sessionkeeper.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A session as it stands in cookies. Never prints its tokens. Source: `@supabase/ssr`
/// `src/utils/chunker.ts`.
final class SessionCookie {
  private static final String PREFIX = "base64-";
  private static final int LONGEST_CHUNK = 3_180;
  private static final int FINGERPRINT_CHARACTERS = 16;

  private final ObjectNode session;
  private final ObjectNode claims;

  private SessionCookie(ObjectNode session) {
    this.session = session;
    this.claims = Json.read(fromBase64(session.path("access_token").asText().split("\\.", -1)[1]));
  }

  /// A session as the auth server answers it.
  static SessionCookie of(ObjectNode session) {
    return new SessionCookie(session);
  }

  /// Reads the bare cookie, or else the chunks up to the first gap.
  ///
  /// @param cookies values by name
  static Optional<SessionCookie> in(Map<String, String> cookies) {
    var value = new StringBuilder(cookies.getOrDefault(SidecarFile.COOKIE, ""));
    for (var i = 0; value.isEmpty() || i > 0; i++) {
      var chunk = cookies.get(SidecarFile.COOKIE + "." + i);
      if (chunk == null) {
        break;
      }
      value.append(chunk);
    }
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(of(Json.read(fromBase64(value.substring(PREFIX.length())))));
  }

  /// The `Set-Cookie` lines with which an app signs somebody in.
  List<String> lines() {
    var value = PREFIX + toBase64(session.toString());
    if (value.length() <= LONGEST_CHUNK) {
      return List.of(line(SidecarFile.COOKIE, value));
    }
    var lines = new ArrayList<String>();
    for (var start = 0; start < value.length(); start += LONGEST_CHUNK) {
      var end = Math.min(value.length(), start + LONGEST_CHUNK);
      lines.add(line(SidecarFile.COOKIE + "." + lines.size(), value.substring(start, end)));
    }
    return List.copyOf(lines);
  }

  /// Whose session it is.
  String user() {
    return claims.path("sub").asText();
  }

  Instant issuedAt() {
    return Instant.ofEpochSecond(claims.path("iat").asLong());
  }

  Instant expiresAt() {
    return Instant.ofEpochSecond(session.path("expires_at").asLong());
  }

  String refreshToken() {
    return session.path("refresh_token").asText();
  }

  /// Tells two access tokens apart.
  String fingerprint() {
    try {
      var token = session.path("access_token").asText().getBytes(StandardCharsets.UTF_8);
      var digest = MessageDigest.getInstance("SHA-256").digest(token);
      return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String line(String name, String value) {
    return name + "=" + value + "; Path=/; Max-Age=34560000; SameSite=Lax";
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
