package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.certificate.ServingCertificate;
import java.util.Optional;

/// Where the webhook's certificate comes from.
public interface CertificateSource {

  /// What is to be served and believed now; empty if there is nothing that could be. Blocks.
  Optional<Served> now();

  /// A certificate and who signed it.
  ///
  /// @param bundle the certificates that API servers are to believe, in PEM
  record Served(ServingCertificate certificate, String bundle) {}
}
