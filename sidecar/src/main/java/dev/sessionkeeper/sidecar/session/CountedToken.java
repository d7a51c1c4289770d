package dev.sessionkeeper.sidecar.session;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// A refresh token of the second version, which tells its session and its generation without a key.
///
/// Source: GoTrue `internal/crypto/refresh_tokens.go`: version 0, session, unsigned varint, 16
/// bytes of HMAC, 4 bytes of SHA-256 over all before them; base64url without padding.
///
/// @param session the `session_id`
/// @param counter the generation, from 0
record CountedToken(UUID session, long counter) {
  private static final int LONGEST_TEXT = 128;
  private static final int UUID_BYTES = 16;
  private static final int SIGNATURE_BYTES = 16;
  private static final int CHECKSUM_BYTES = 4;
  private static final int SHORTEST = 1 + UUID_BYTES + 1 + SIGNATURE_BYTES + CHECKSUM_BYTES;
  private static final int LONGEST_COUNTER = 9;

  /// Reads a token; empty for tokens of the first version and for everything else.
  static Optional<CountedToken> of(RefreshToken token) {
    var text = token.value();
    if (text.length() > LONGEST_TEXT || text.indexOf('=') >= 0) {
      return Optional.empty();
    }
    try {
      return of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      // No base64url: a token of another form, told by the empty result.
      return Optional.empty();
    }
  }

  private static Optional<CountedToken> of(byte[] bytes) {
    if (bytes.length < SHORTEST || bytes[0] != 0 || !hasChecksum(bytes)) {
      return Optional.empty();
    }
    var buffer = ByteBuffer.wrap(bytes, 1, UUID_BYTES);
    var session = new UUID(buffer.getLong(), buffer.getLong());
    var end = bytes.length - SIGNATURE_BYTES - CHECKSUM_BYTES;
    return counter(bytes, 1 + UUID_BYTES, end).map(counter -> new CountedToken(session, counter));
  }

  private static boolean hasChecksum(byte[] bytes) {
    var end = bytes.length - CHECKSUM_BYTES;
    var digest = Sha256.of(Arrays.copyOf(bytes, end));
    return MessageDigest.isEqual(
        Arrays.copyOf(digest, CHECKSUM_BYTES), Arrays.copyOfRange(bytes, end, bytes.length));
  }

  private static Optional<Long> counter(byte[] bytes, int from, int end) {
    if (end - from > LONGEST_COUNTER) {
      return Optional.empty();
    }
    var counter = 0L;
    for (var i = from; i < end; i++) {
      counter |= (bytes[i] & 0x7FL) << (7 * (i - from));
      var isLast = (bytes[i] & 0x80) == 0;
      if (isLast != (i == end - 1)) {
        return Optional.empty();
      }
    }
    return Optional.of(counter);
  }
}
