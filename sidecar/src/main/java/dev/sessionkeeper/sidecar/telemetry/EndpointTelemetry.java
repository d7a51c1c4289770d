package dev.sessionkeeper.sidecar.telemetry;

import dev.sessionkeeper.sidecar.session.UnavailableReason;
import io.micrometer.core.instrument.Counter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what the endpoints for scripts of the browser were asked, and says when a sign-out was
/// not confirmed. All meters exist from the start.
public final class EndpointTelemetry {
  static final String UNCONFIRMED =
      "the auth server did not confirm a sign-out; its sessions may be alive";

  private static final Logger LOG = LoggerFactory.getLogger(EndpointTelemetry.class);

  private final Metrics metrics;

  /// Which endpoint was asked.
  public enum Endpoint {
    SESSION,
    TOKEN,
    REFRESH,
    SIGN_OUT,
    /// A path that is none of them.
    UNKNOWN
  }

  /// What it answered.
  public enum Outcome {
    /// What it was asked for.
    ANSWERED,
    /// There is no session, or none any more.
    ANONYMOUS,
    /// The request was not one of the application's own scripts.
    REFUSED,
    /// The Auth server gave no answer to believe.
    UNAVAILABLE
  }

  public EndpointTelemetry(Metrics metrics) {
    this.metrics = metrics;
    for (var endpoint : Endpoint.values()) {
      for (var outcome : Outcome.values()) {
        requests(endpoint, outcome);
      }
    }
  }

  /// A request was answered.
  public void answered(Endpoint endpoint, Outcome outcome) {
    requests(endpoint, outcome).increment();
  }

  /// Nobody knows whether the Auth server ended the sessions of a sign-out.
  public void unconfirmed(UnavailableReason reason) {
    LOG.atWarn().addKeyValue(LogKeys.REASON, reason.label()).log(UNCONFIRMED);
  }

  private Counter requests(Endpoint endpoint, Outcome outcome) {
    return metrics.counter(
        "endpoint.requests",
        "Requests to the endpoints for scripts of the browser, by what they were answered",
        "endpoint",
        label(endpoint),
        "outcome",
        label(outcome));
  }

  private static String label(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
