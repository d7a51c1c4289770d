package dev.sessionkeeper.sidecar.session;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/// The SHA-256 of something secret, as a key that may appear in a heap dump.
///
/// Equal fingerprints mean equal secrets; nothing else may ever be concluded from them.
///
/// @param first bytes 0 to 7
/// @param second bytes 8 to 15
/// @param third bytes 16 to 23
/// @param fourth bytes 24 to 31
public record Fingerprint(long first, long second, long third, long fourth) {
  private static final int BYTES = 4 * Long.BYTES;

  /// The key under which callers share a refresh: equal issuer, access token and refresh token. A
  /// forged token that names somebody else's session has another one.
  public static Fingerprint of(String issuer, Session session) {
    return ofParts(List.of(issuer, session.accessToken().value(), session.refreshToken().value()));
  }

  /// The key of one access token.
  public static Fingerprint of(AccessToken token) {
    return ofParts(List.of(token.value()));
  }

  /// The key of a text.
  public static Fingerprint of(String text) {
    return ofParts(List.of(text));
  }

  /// The key of one sign-in.
  ///
  /// @param sessionId as an access token claims it
  public static Fingerprint ofSignIn(String issuer, String sessionId) {
    return ofParts(List.of(issuer, sessionId));
  }

  /// The hash in Base64 for URLs, as part of a key of a store.
  public String text() {
    var bytes = ByteBuffer.allocate(BYTES).putLong(first).putLong(second);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(bytes.putLong(third).putLong(fourth).array());
  }

  /// Each part is preceded by its length, so that no two lists of parts run into one. The units of
  /// UTF-16 are hashed, as lone surrogates have no UTF-8 that tells them apart.
  private static Fingerprint ofParts(List<String> parts) {
    var size = 0;
    for (var part : parts) {
      size += Integer.BYTES + part.length() * Character.BYTES;
    }
    var buffer = ByteBuffer.allocate(size);
    for (var part : parts) {
      buffer.putInt(part.length());
      buffer.asCharBuffer().put(part);
      buffer.position(buffer.position() + part.length() * Character.BYTES);
    }
    return of(Sha256.of(buffer.array()));
  }

  static Fingerprint of(byte[] sha256) {
    var digest = ByteBuffer.wrap(sha256);
    return new Fingerprint(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
  }

  @Override
  public String toString() {
    return "Fingerprint[redacted]";
  }
}
