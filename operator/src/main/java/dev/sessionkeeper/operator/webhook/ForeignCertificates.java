package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.certificate.ServingCertificate;
import dev.sessionkeeper.operator.store.CertificateSecret;
import java.util.Map;
import java.util.Optional;

/// Certificates that somebody else puts into the Secret, such as cert-manager: `tls.crt`, `tls.key`
/// and `ca.crt`.
///
/// They may come from a new authority without warning, so the authority before stays believed.
public final class ForeignCertificates implements CertificateSource {
  private final CertificateSecret secret;
  private String newest = "";
  private String before = "";

  public ForeignCertificates(CertificateSecret secret) {
    this.secret = secret;
  }

  @Override
  public Optional<Served> now() {
    return secret.read().map(CertificateSecret.Content::data).flatMap(this::served);
  }

  private Optional<Served> served(Map<String, String> data) {
    var authority = data.getOrDefault("ca.crt", "");
    var certificate =
        ServingCertificate.parse(
            data.getOrDefault("tls.crt", ""), data.getOrDefault("tls.key", ""));
    if (authority.isBlank() || certificate.isEmpty()) {
      return Optional.empty();
    }
    if (!authority.equals(newest)) {
      before = newest;
      newest = authority;
    }
    return certificate.map(one -> new Served(one, newest + "\n" + before));
  }
}
