package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.certificate.ServingCertificate;
import dev.sessionkeeper.operator.telemetry.CertificateTelemetry;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Looks from time to time whether the certificate has changed, and tells who serves and who
/// publishes it. Looks of one keeper never overlap.
public final class CertificateKeeper {
  private final CertificateSource source;
  private final CertificateTelemetry telemetry;
  private final Consumer<ServingCertificate> serve;
  private final Consumer<String> publish;
  private CertificateSource.@Nullable Served last;

  /// @param serve is told of a new certificate
  /// @param publish is told of a new bundle, before a certificate that needs it is served
  public CertificateKeeper(
      CertificateSource source,
      CertificateTelemetry telemetry,
      Consumer<ServingCertificate> serve,
      Consumer<String> publish) {
    this.source = source;
    this.telemetry = telemetry;
    this.serve = serve;
    this.publish = publish;
  }

  /// Looks once. Blocks.
  ///
  /// @return what is served; empty if there is nothing yet
  public Optional<ServingCertificate> look() {
    try {
      source.now().ifPresent(this::learn);
    } catch (KubernetesClientException e) {
      telemetry.failed(String.valueOf(e.getMessage()));
    }
    return Optional.ofNullable(last).map(CertificateSource.Served::certificate);
  }

  private void learn(CertificateSource.Served now) {
    var before = last;
    last = now;
    if (before == null || !before.bundle().equals(now.bundle())) {
      publish.accept(now.bundle());
    }
    if (before == null || !before.certificate().equals(now.certificate())) {
      serve.accept(now.certificate());
      telemetry.serving(now.certificate());
    }
  }
}
