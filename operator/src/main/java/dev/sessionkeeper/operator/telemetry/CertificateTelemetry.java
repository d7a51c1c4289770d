package dev.sessionkeeper.operator.telemetry;

import dev.sessionkeeper.operator.certificate.ServingCertificate;
import io.micrometer.core.instrument.Counter;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When the webhook's certificate ends, and how often it was replaced.
public final class CertificateTelemetry {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateTelemetry.class);

  private final Counter replaced;
  private final Counter failed;
  private volatile Instant validUntil = Instant.EPOCH;

  public CertificateTelemetry(Metrics metrics) {
    metrics.gauge(
        "certificate.expiry.timestamp.seconds",
        "When the certificate that is served ends, in Unix time; 0 before there is one",
        () -> validUntil.getEpochSecond());
    replaced = counter(metrics, "replaced");
    failed = counter(metrics, "failed");
  }

  /// A certificate is served from now on.
  public void serving(ServingCertificate certificate) {
    validUntil = certificate.validUntil();
    replaced.increment();
    LOG.atInfo()
        .addKeyValue(LogKeys.VALID_UNTIL, validUntil)
        .log("the webhook serves a new certificate");
  }

  /// A certificate is not served yet.
  public void waiting(ServingCertificate certificate) {
    LOG.atInfo()
        .addKeyValue(LogKeys.VALID_UNTIL, certificate.validUntil())
        .log("a new certificate waits until every webhook entry has its authority");
  }

  /// It could not be looked at; it is tried again.
  ///
  /// @param reason never a key
  public void failed(String reason) {
    failed.increment();
    LOG.atError()
        .addKeyValue(LogKeys.REASON, reason)
        .addKeyValue(LogKeys.VALID_UNTIL, validUntil)
        .log("the webhook's certificate could not be looked at and is tried again");
  }

  private static Counter counter(Metrics metrics, String outcome) {
    return metrics.counter(
        "certificate.looks", "Looks at the certificate that changed something", "outcome", outcome);
  }
}
