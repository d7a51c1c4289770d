package dev.sessionkeeper.sidecar.session;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256, which every Java runtime has.
final class Sha256 {
  private Sha256() {}

  static byte[] of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  static byte[] of(ByteBuffer bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java runtime without SHA-256", e);
    }
  }
}
