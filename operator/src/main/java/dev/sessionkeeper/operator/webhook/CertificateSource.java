package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.certificate.Bundle;
import dev.sessionkeeper.operator.certificate.ServingCertificate;
import java.util.Optional;

/// Where the webhook's certificate comes from.
public interface CertificateSource {

  /// What is to be served and believed now; empty if there is nothing that could be. Blocks.
  Optional<Served> now();

  /// A certificate and who signed it.
  ///
  /// @param signers the authorities that API servers have to believe before it is served
  /// @param bundle all authorities that they are to believe
  record Served(ServingCertificate certificate, Bundle signers, Bundle bundle) {}
}
