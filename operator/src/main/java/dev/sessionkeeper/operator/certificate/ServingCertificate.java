package dev.sessionkeeper.operator.certificate;

import java.time.Instant;

/// What the webhook serves.
///
/// @param chain certificates in PEM, the server's own first
/// @param key its private key in PEM (PKCS 8)
/// @param validUntil the end of the server's own certificate
public record ServingCertificate(String chain, String key, Instant validUntil) {

  @Override
  public String toString() {
    return "ServingCertificate[until " + validUntil + "]";
  }
}
