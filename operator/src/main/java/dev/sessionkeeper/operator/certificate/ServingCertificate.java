package dev.sessionkeeper.operator.certificate;

import java.time.Instant;
import java.util.Optional;

/// What the webhook serves.
///
/// @param chain certificates in PEM, the server's own first
/// @param key its private key in PEM (PKCS 8)
/// @param validUntil the end of the server's own certificate
public record ServingCertificate(String chain, String key, Instant validUntil) {

  /// A certificate that somebody else issued; empty if it is none or there is no key.
  public static Optional<ServingCertificate> parse(String chain, String key) {
    if (!key.contains("PRIVATE KEY")) {
      return Optional.empty();
    }
    try {
      return Pem.certificates(chain).stream()
          .findFirst()
          .map(first -> new ServingCertificate(chain, key, first.getNotAfter().toInstant()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Whether the key is the certificate's: TLS libraries take another one of the same kind, and
  /// every handshake fails.
  public boolean isPair() {
    var certificate = Pem.certificates(chain).getFirst();
    return KeyProof.holds(key, certificate.getPublicKey());
  }

  @Override
  public String toString() {
    return "ServingCertificate[until " + validUntil + "]";
  }
}
