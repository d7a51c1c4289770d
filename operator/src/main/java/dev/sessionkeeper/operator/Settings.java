package dev.sessionkeeper.operator;

import java.util.Set;

/// What the operator is told at its start.
///
/// @param namespace its own
/// @param instance the name of this replica
/// @param watchNamespaces empty for all
record Settings(
    String namespace,
    String instance,
    int webhookPort,
    int adminPort,
    String webhookService,
    String webhookObjects,
    CertificateMode certificates,
    String certificateSecret,
    String lease,
    String logLevel,
    String sidecarImage,
    String redirectImage,
    String imagePullPolicy,
    Set<String> watchNamespaces) {

  Settings {
    watchNamespaces = Set.copyOf(watchNamespaces);
  }

  /// Who makes the webhook's certificate.
  enum CertificateMode {
    /// The operator.
    OWN,
    /// Somebody else, such as cert-manager.
    EXTERNAL
  }
}
