package dev.sessionkeeper.sidecar.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/// Sessions made up for tests.
public final class Sessions {
  public static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  public static final UUID ID = UUID.fromString("22222222-2222-4222-8222-222222222222");

  private Sessions() {}

  /// A session of an hour's lifetime.
  public static Session expiringIn(Duration left) {
    return expiringIn(left, Duration.ofHours(1));
  }

  public static Session expiringIn(Duration left, Duration lifetime) {
    var end = NOW.plus(left).getEpochSecond();
    return of(jwt("s", end - lifetime.toSeconds(), end), "refresh00000", end);
  }

  public static Session of(String accessToken, String refreshToken, long expiresAt) {
    return SessionText.ofStored(json(accessToken, refreshToken, expiresAt, "")).orElseThrow();
  }

  /// A session whose cookie is about so many characters longer than the tokens need.
  public static Session padded(String refreshToken, int padding) {
    return SessionText.ofStored(json("a.b.c", refreshToken, 4_102_444_800L, "x".repeat(padding)))
        .orElseThrow();
  }

  public static String jwt(String sessionId, long issuedAt, long expiresAt) {
    var payload =
        "{\"sub\":\"u\",\"session_id\":\"%s\",\"iat\":%d,\"exp\":%d}"
            .formatted(sessionId, issuedAt, expiresAt);
    return Base64Url.encode("{\"alg\":\"ES256\"}") + "." + Base64Url.encode(payload) + ".c2ln";
  }

  /// A refresh token of the second version.
  public static String counted(UUID session, long counter) {
    var bytes = ByteBuffer.allocate(64).put((byte) 0);
    bytes.putLong(session.getMostSignificantBits()).putLong(session.getLeastSignificantBits());
    for (var rest = counter; ; rest >>>= 7) {
      if (rest < 0x80) {
        bytes.put((byte) rest);
        break;
      }
      bytes.put((byte) (rest | 0x80));
    }
    bytes.put(new byte[16]);
    return sealed(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  /// Bytes with the checksum of a refresh token of the second version.
  public static String sealed(byte[] bytes) {
    var sealed = Arrays.copyOf(bytes, bytes.length + 4);
    System.arraycopy(Sha256.of(bytes), 0, sealed, bytes.length, 4);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  private static String json(
      String accessToken, String refreshToken, long expiresAt, String padding) {
    return "{\"access_token\":\"%s\",\"expires_at\":%d,\"refresh_token\":\"%s\",\"user\":{\"p\":\"%s\"}}"
        .formatted(accessToken, expiresAt, refreshToken, padding);
  }
}
