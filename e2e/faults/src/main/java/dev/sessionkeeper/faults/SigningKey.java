package dev.sessionkeeper.faults;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/// A key for ES256, as the auth server takes it in `GOTRUE_JWT_KEYS`.
final class SigningKey {
  private static final int COORDINATE_BYTES = 32;

  private SigningKey() {}

  /// A key set with one new key.
  static String newSet() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      var point = ((ECPublicKey) pair.getPublic()).getW();
      return """
      [{"kty":"EC","crv":"P-256","alg":"ES256","kid":"faults-1","key_ops":["sign","verify"],
        "x":"%s","y":"%s","d":"%s"}]\
      """
          .formatted(
              text(point.getAffineX()),
              text(point.getAffineY()),
              text(((ECPrivateKey) pair.getPrivate()).getS()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no P-256", e);
    }
  }

  /// RFC 7518 section 6.2: base64url of exactly 32 bytes.
  private static String text(BigInteger number) {
    var bytes = new byte[COORDINATE_BYTES];
    var shortest = number.toByteArray();
    var length = Math.min(shortest.length, COORDINATE_BYTES);
    System.arraycopy(shortest, shortest.length - length, bytes, COORDINATE_BYTES - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
