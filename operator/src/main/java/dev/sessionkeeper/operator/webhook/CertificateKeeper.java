package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.certificate.Bundle;
import dev.sessionkeeper.operator.certificate.ServingCertificate;
import dev.sessionkeeper.operator.telemetry.CertificateTelemetry;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks from time to time whether the certificate has changed, and tells who serves and who
/// publishes it. Looks of one keeper never overlap.
///
/// The order at a change holds whoever issued it and whichever replica leads (O10): both bundles
/// are published; then, once every webhook entry has the new one, the new certificate is served;
/// then, after the overlap, the old bundle goes. A replica that starts in the midst of it does not
/// know the old certificate, which another one may serve: it keeps what the entries have.
public final class CertificateKeeper {
  private final CertificateSource source;
  private final CertificateTelemetry telemetry;
  private final Outside outside;
  private final Duration overlap;
  private final Clock clock;
  private Bundle published = Bundle.EMPTY;
  private Bundle before = Bundle.EMPTY;
  private @Nullable Instant settled;
  private @Nullable ServingCertificate waiting;
  private volatile CertificateSource.@Nullable Served served;

  /// What there is beside it.
  ///
  /// @param serve is told of a new certificate; returns whether it can be served
  /// @param publish is told of a new bundle, which need not be in force when it returns
  /// @param believed whether every webhook entry has these authorities
  /// @param inForce all authorities that some webhook entry has
  public record Outside(
      Predicate<ServingCertificate> serve,
      Consumer<Bundle> publish,
      Predicate<Bundle> believed,
      Supplier<Bundle> inForce) {}

  /// @param overlap how long the bundle of a certificate that is served no more stays published
  public CertificateKeeper(
      CertificateSource source,
      CertificateTelemetry telemetry,
      Outside outside,
      Duration overlap,
      Clock clock) {
    this.source = source;
    this.telemetry = telemetry;
    this.outside = outside;
    this.overlap = overlap;
    this.clock = clock;
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
    return Optional.ofNullable(served).map(CertificateSource.Served::certificate);
  }

  /// Whether API servers believe what is served, as far as can be told. Blocks.
  public boolean believed() {
    var now = served;
    try {
      return now != null && outside.believed().test(now.signers());
    } catch (KubernetesClientException e) {
      telemetry.failed(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void learn(CertificateSource.Served now) {
    var current = served;
    keep(current, now);
    publish(now.bundle().with(before));
    if (current != null && current.certificate().equals(now.certificate())) {
      served = now;
    } else if (current == null || ended(current.certificate())) {
      serve(now);
    } else if (outside.believed().test(now.signers())) {
      settled = clock.instant();
      serve(now);
    } else if (!now.certificate().equals(waiting)) {
      waiting = now.certificate();
      telemetry.waiting(now.certificate());
    }
  }

  /// What has to be believed for the sake of what is served here, or still by another replica.
  private void keep(CertificateSource.@Nullable Served current, CertificateSource.Served now) {
    if (current == null) {
      before = inForce();
    } else if (current.certificate().equals(now.certificate())) {
      settle(now);
    } else {
      before = before.with(current.signers());
      settled = null;
    }
  }

  /// What was believed before is needed no more once every entry has believed what is served here
  /// for the overlap: until then another replica may serve what came before.
  private void settle(CertificateSource.Served now) {
    if (now.bundle().holds(before)) {
      before = Bundle.EMPTY;
    } else if (settled == null) {
      settled = outside.believed().test(now.signers()) ? clock.instant() : null;
    } else if (!clock.instant().isBefore(settled.plus(overlap))) {
      before = Bundle.EMPTY;
    }
  }

  /// A start does not wait for webhook entries that cannot be read.
  private Bundle inForce() {
    try {
      return outside.inForce().get();
    } catch (KubernetesClientException e) {
      telemetry.failed(String.valueOf(e.getMessage()));
      return Bundle.EMPTY;
    }
  }

  private void publish(Bundle bundle) {
    if (!bundle.equals(published)) {
      published = bundle;
      outside.publish().accept(bundle);
    }
  }

  private void serve(CertificateSource.Served now) {
    if (!now.certificate().isPair() || !outside.serve().test(now.certificate())) {
      telemetry.failed("the certificate and its key cannot be served");
      return;
    }
    served = now;
    telemetry.serving(now.certificate());
  }

  private boolean ended(ServingCertificate certificate) {
    return certificate.validUntil().isBefore(clock.instant());
  }
}
