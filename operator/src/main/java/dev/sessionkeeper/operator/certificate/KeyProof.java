package dev.sessionkeeper.operator.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// Whether a private key belongs to a public one: what it signs, the other verifies.
final class KeyProof {
  private static final byte[] TEXT = "a text to sign".getBytes(StandardCharsets.US_ASCII);

  private KeyProof() {}

  /// @param pem of PKCS 8, or as OpenSSL and Go write RSA and EC keys
  static boolean holds(String pem, PublicKey belongsTo) {
    try (var parser = new PEMParser(new StringReader(pem))) {
      for (var read = parser.readObject(); read != null; read = parser.readObject()) {
        switch (read) {
          case PrivateKeyInfo key -> {
            return signs(key, belongsTo);
          }
          case PEMKeyPair pair -> {
            return signs(pair.getPrivateKeyInfo(), belongsTo);
          }
          // Parameters of a curve may come first.
          default -> {}
        }
      }
      return false;
    } catch (IOException
        | GeneralSecurityException
        | IllegalArgumentException
        | IllegalStateException e) {
      return false;
    }
  }

  private static boolean signs(PrivateKeyInfo info, PublicKey belongsTo)
      throws IOException, GeneralSecurityException {
    var key = new JcaPEMKeyConverter().getPrivateKey(info);
    var verifying = Signature.getInstance(algorithm(belongsTo));
    verifying.initVerify(belongsTo);
    verifying.update(TEXT);
    return verifying.verify(signature(key, verifying.getAlgorithm()));
  }

  private static byte[] signature(PrivateKey key, String algorithm)
      throws GeneralSecurityException {
    var signing = Signature.getInstance(algorithm);
    signing.initSign(key);
    signing.update(TEXT);
    return signing.sign();
  }

  private static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
