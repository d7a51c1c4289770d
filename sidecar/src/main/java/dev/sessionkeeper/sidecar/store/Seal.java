package dev.sessionkeeper.sidecar.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// Encrypts what is stored, and binds it to the place where it is stored.
///
/// AES-256-GCM under a key that HKDF-SHA256 derives for each place, so that nobody who can write to
/// the store can move a session to another place, and a random nonce never meets its like under one
/// key. Source: RFC 5869, NIST SP 800-38D section 8.3.
final class Seal {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final int HEAD_BYTES = 1 + NONCE_BYTES;

  private final Supplier<Optional<StoreKeys>> keys;

  /// @param keys in force; asked for each use, as they may be replaced at any time
  Seal(Supplier<Optional<StoreKeys>> keys) {
    this.keys = keys;
  }

  /// Whether there are keys.
  boolean isUsable() {
    return keys.get().isPresent();
  }

  /// Encrypts under the first key; empty where there are no keys.
  Optional<byte[]> seal(byte[] plain, String place) {
    return keys.get().map(known -> sealed(known.all().getFirst(), plain, place));
  }

  /// Decrypts under whichever key fits.
  ///
  /// @return empty if none does, or if it was sealed for another place
  Optional<byte[]> open(byte[] sealed, String place) {
    if (sealed.length < HEAD_BYTES + TAG_BITS / Byte.SIZE || sealed[0] != VERSION) {
      return Optional.empty();
    }
    return keys.get().stream()
        .flatMap(known -> known.all().stream())
        .flatMap(key -> opened(key, sealed, place).stream())
        .findFirst();
  }

  private static byte[] sealed(byte[] key, byte[] plain, String place) {
    try {
      var cipher = Cipher.getInstance(CIPHER);
      // The provider draws the nonce.
      cipher.init(Cipher.ENCRYPT_MODE, keyOf(key, place));
      var secret = cipher.doFinal(plain);
      return ByteBuffer.allocate(HEAD_BYTES + secret.length)
          .put(VERSION)
          .put(cipher.getIV())
          .put(secret)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java runtime without AES-GCM", e);
    }
  }

  private static Optional<byte[]> opened(byte[] key, byte[] sealed, String place) {
    try {
      var cipher = Cipher.getInstance(CIPHER);
      var nonce = new GCMParameterSpec(TAG_BITS, Arrays.copyOfRange(sealed, 1, HEAD_BYTES));
      cipher.init(Cipher.DECRYPT_MODE, keyOf(key, place), nonce);
      return Optional.of(cipher.doFinal(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES));
    } catch (AEADBadTagException e) {
      // The expected case of another key, or of bytes that somebody changed.
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java runtime without AES-GCM", e);
    }
  }

  private static SecretKey keyOf(byte[] key, String place) throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveKey(
            "AES",
            HKDFParameterSpec.ofExtract()
                .addIKM(key)
                .thenExpand(place.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
  }
}
