package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.certificate.Bundle;
import dev.sessionkeeper.operator.certificate.ServingCertificate;
import dev.sessionkeeper.operator.store.CertificateSecret;
import java.util.Map;
import java.util.Optional;

/// Certificates that somebody else puts into the Secret, such as cert-manager: `tls.crt`, `tls.key`
/// and `ca.crt`. They may come from a new authority without warning.
///
/// The Secret is read and never written. One that is not whole, as between two writes, is passed
/// over.
public final class ForeignCertificates implements CertificateSource {
  private final CertificateSecret secret;

  public ForeignCertificates(CertificateSecret secret) {
    this.secret = secret;
  }

  @Override
  public Optional<Served> now() {
    return secret.read().map(CertificateSecret.Content::data).flatMap(ForeignCertificates::served);
  }

  private static Optional<Served> served(Map<String, String> data) {
    var bundle = bundle(data.getOrDefault("ca.crt", ""));
    var certificate =
        ServingCertificate.parse(
            data.getOrDefault("tls.crt", ""), data.getOrDefault("tls.key", ""));
    return bundle.equals(Bundle.EMPTY)
        ? Optional.empty()
        : certificate.map(one -> new Served(one, bundle, bundle));
  }

  private static Bundle bundle(String pem) {
    try {
      return Bundle.read(pem);
    } catch (IllegalArgumentException e) {
      return Bundle.EMPTY;
    }
  }
}
