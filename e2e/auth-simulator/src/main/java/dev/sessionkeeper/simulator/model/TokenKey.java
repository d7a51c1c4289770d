package dev.sessionkeeper.simulator.model;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret with which a session signs its refresh tokens.
public final class TokenKey {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 16;

  private final SecretKeySpec key;

  private TokenKey(byte[] bytes) {
    key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  static TokenKey random() {
    var bytes = new byte[KEY_BYTES];
    RANDOM.nextBytes(bytes);
    return new TokenKey(bytes);
  }

  /// The first half of the HMAC-SHA-256 of these bytes.
  byte[] sign(byte[] bytes) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(bytes), SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }
}
