package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.decision.Decision.Browser;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.telemetry.EndpointTelemetry.Outcome;
import java.time.Duration;
import java.util.Optional;

/// What an endpoint says, and what the browser is told of its cookies along with it.
sealed interface EndpointAnswer {
  /// How long to wait where the Auth server did not tell.
  Duration RETRY_AFTER = Duration.ofSeconds(5);

  /// There is a session.
  record SignedIn(Session session, Browser browser) implements EndpointAnswer {}

  /// There is none.
  record Anonymous(Browser browser) implements EndpointAnswer {}

  /// Sessions were ended as asked.
  record SignedOut(Browser browser) implements EndpointAnswer {}

  /// It did not come to that.
  record Failed(Problem problem, Optional<Duration> retryAfter, Outcome outcome, Browser browser)
      implements EndpointAnswer {}

  Browser browser();

  /// Nobody can tell now.
  static EndpointAnswer unavailable(Optional<Duration> retryAfter) {
    return new Failed(
        EndpointProblem.UNAVAILABLE,
        Optional.of(retryAfter.orElse(RETRY_AFTER)),
        Outcome.UNAVAILABLE,
        new Browser.Untouched());
  }

  /// How it is counted.
  default Outcome outcome() {
    return switch (this) {
      case SignedIn _, SignedOut _ -> Outcome.ANSWERED;
      case Anonymous _ -> Outcome.ANONYMOUS;
      case Failed failed -> failed.outcome();
    };
  }
}
