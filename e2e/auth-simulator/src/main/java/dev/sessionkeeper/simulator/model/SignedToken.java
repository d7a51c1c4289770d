package dev.sessionkeeper.simulator.model;

import dev.sessionkeeper.simulator.json.GoBase64;
import dev.sessionkeeper.simulator.json.GoBase64Exception;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// The readable parts of a refresh token of version 2: a zero byte, the session's UUID, a varint
/// counter, 16 bytes of HMAC and 4 bytes of check sum, in base64url without padding.
public final class SignedToken {
  private static final int CHECKSUM = 4;
  private static final int SIGNATURE = 16;
  private static final int UUID_END = 17;
  private static final int SHORTEST = UUID_END + 1 + SIGNATURE + CHECKSUM;
  private static final int LONGEST_VARINT = 10;

  private final UUID sessionId;
  private final long counter;
  private final byte[] signed;
  private final byte[] signature;

  private SignedToken(UUID sessionId, long counter, byte[] signed, byte[] signature) {
    this.sessionId = sessionId;
    this.counter = counter;
    this.signed = signed;
    this.signature = signature;
  }

  static String encode(UUID sessionId, long counter, TokenKey key) {
    var out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(
        ByteBuffer.allocate(16)
            .putLong(sessionId.getMostSignificantBits())
            .putLong(sessionId.getLeastSignificantBits())
            .array());
    for (var rest = counter; ; rest >>>= 7) {
      if (rest < 0x80) {
        out.write((int) rest);
        break;
      }
      out.write((int) (rest & 0x7f) | 0x80);
    }
    out.writeBytes(key.sign(out.toByteArray()));
    out.writeBytes(Arrays.copyOf(sha256(out.toByteArray()), CHECKSUM));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  /// Reads a token as far as that is possible without a key; empty if it was never one.
  public static Optional<SignedToken> parse(String token) {
    try {
      return parse(GoBase64.decode(token));
    } catch (GoBase64Exception e) {
      // Not base64url, hence no token of version 2.
      return Optional.empty();
    }
  }

  private static Optional<SignedToken> parse(byte[] bytes) {
    if (bytes.length < SHORTEST || bytes[0] != 0) {
      return Optional.empty();
    }
    var body = Arrays.copyOf(bytes, bytes.length - CHECKSUM);
    var checksum = Arrays.copyOfRange(bytes, body.length, bytes.length);
    return Arrays.equals(Arrays.copyOf(sha256(body), CHECKSUM), checksum)
        ? readBody(body)
        : Optional.empty();
  }

  private static Optional<SignedToken> readBody(byte[] body) {
    var uuid = ByteBuffer.wrap(body, 1, 16);
    var sessionId = new UUID(uuid.getLong(), uuid.getLong());
    var counter = 0L;
    for (var at = UUID_END; at < body.length && at < UUID_END + LONGEST_VARINT; at++) {
      counter |= (long) (body[at] & 0x7f) << (7 * (at - UUID_END));
      if (body[at] >= 0) {
        return body.length - at - 1 == SIGNATURE
            ? Optional.of(
                new SignedToken(
                    sessionId,
                    counter < 0 ? Long.MAX_VALUE : counter,
                    Arrays.copyOf(body, at + 1),
                    Arrays.copyOfRange(body, at + 1, body.length)))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  public UUID sessionId() {
    return sessionId;
  }

  public long counter() {
    return counter;
  }

  public boolean isSignedBy(TokenKey key) {
    return MessageDigest.isEqual(signature, key.sign(signed));
  }
}
