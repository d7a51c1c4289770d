package dev.sessionkeeper.sidecar.telemetry;

import dev.sessionkeeper.sidecar.refresh.RefreshCause;
import dev.sessionkeeper.sidecar.refresh.RefreshEvents;
import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Source;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.supabase.ReuseCause;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts refreshes and says what went wrong with them. All meters exist from the start.
///
/// A call is one exchange with the Auth server; a refresh is what one request got.
public final class RefreshTelemetry implements RefreshEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshTelemetry.class);
  private static final String NONE = "none";
  // Found out before a call, or by comparing sessions after it.
  private static final Set<UnavailableReason> NEVER_ANSWERED =
      EnumSet.of(UnavailableReason.CIRCUIT_OPEN, UnavailableReason.OTHER_SESSION);
  private static final String FOREIGN_SESSION =
      "the auth server answered with another user or sign-in; the session was discarded";

  private final Metrics metrics;
  private final Timer callDuration;
  private volatile CircuitState circuit = CircuitState.CLOSED;
  private volatile double ahead;

  public RefreshTelemetry(Metrics metrics) {
    this.metrics = metrics;
    this.callDuration =
        metrics.timer(
            "refresh.call.duration",
            "Time of one call of the token endpoint",
            Metrics.millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 3_000));
    registerCounters();
    for (var state : CircuitState.values()) {
      metrics.gauge(
          "auth.circuit.state",
          "1 for the state of the circuit breaker before the Auth server",
          () -> circuit == state ? 1 : 0,
          "state",
          label(state));
    }
    metrics.gauge(
        "clock.ahead.seconds",
        "How much the clock of this machine is ahead of the Auth server's; 0 within 5 s",
        () -> ahead);
  }

  private void registerCounters() {
    calls("success", NONE);
    for (var code : FatalCode.values()) {
      calls("rejected", code.code());
      ends(code);
    }
    for (var reason : UnavailableReason.values()) {
      failures(reason);
      if (!NEVER_ANSWERED.contains(reason)) {
        calls("unavailable", reason.label());
      }
    }
    for (var cause : RefreshCause.values()) {
      for (var source : Source.values()) {
        refreshes("refreshed", cause, label(source));
      }
      refreshes("rejected", cause, NONE);
      refreshes("unavailable", cause, NONE);
    }
    for (var cause : ReuseCause.values()) {
      reuses(cause);
    }
  }

  @Override
  public void called(TokenAnswer answer, Duration took) {
    callDuration.record(took);
    switch (answer) {
      case TokenAnswer.Success(_, var reuse) -> {
        calls("success", NONE).increment();
        reuses(reuse).increment();
        LOG.atDebug().addKeyValue(LogKeys.DURATION_MILLIS, took.toMillis()).log("token call");
      }
      case TokenAnswer.Fatal(var code) -> {
        calls("rejected", code.code()).increment();
        LOG.atInfo()
            .addKeyValue(LogKeys.ERROR_CODE, code.code())
            .log("the auth server refused to refresh a session");
      }
      case TokenAnswer.Unavailable(var reason, _, _) -> {
        calls("unavailable", reason.label()).increment();
        LOG.atWarn()
            .addKeyValue(LogKeys.REASON, reason.label())
            .addKeyValue(LogKeys.DURATION_MILLIS, took.toMillis())
            .log("the auth server gave no answer to believe; sessions are kept");
      }
    }
  }

  @Override
  public void answered(RefreshOutcome outcome, RefreshCause cause) {
    switch (outcome) {
      case RefreshOutcome.Refreshed(_, var source) ->
          refreshes("refreshed", cause, label(source)).increment();
      case RefreshOutcome.Rejected _ -> refreshes("rejected", cause, NONE).increment();
      case RefreshOutcome.Unavailable(var reason, _) -> {
        refreshes("unavailable", cause, NONE).increment();
        failures(reason).increment();
        warnOfForeignSession(reason);
      }
    }
  }

  private static void warnOfForeignSession(UnavailableReason reason) {
    if (reason == UnavailableReason.OTHER_SESSION) {
      LOG.atWarn().addKeyValue(LogKeys.REASON, reason.label()).log(FOREIGN_SESSION);
    }
  }

  @Override
  public void ended(FatalCode code) {
    ends(code).increment();
    LOG.atInfo().addKeyValue(LogKeys.ERROR_CODE, code.code()).log("a session has ended");
  }

  @Override
  public void circuitTurned(CircuitState state) {
    if (state == circuit) {
      return;
    }
    circuit = state;
    LOG.atWarn()
        .addKeyValue(LogKeys.STATE, label(state))
        .log("the circuit before the auth server turned");
  }

  @Override
  public void clockCompared(Duration difference) {
    ahead = difference.toMillis() / 1_000.0;
  }

  private Counter calls(String outcome, String reason) {
    return metrics.counter(
        "refresh.calls",
        "Calls of the token endpoint by outcome",
        "outcome",
        outcome,
        "reason",
        reason);
  }

  private Counter refreshes(String outcome, RefreshCause cause, String source) {
    return metrics.counter(
        "refreshes",
        "Refreshes that requests asked for, by outcome, cause and where the session came from",
        "outcome",
        outcome,
        "cause",
        cause.label(),
        "source",
        source);
  }

  private Counter failures(UnavailableReason reason) {
    return metrics.counter(
        "refresh.failures",
        "Refreshes that requests asked for and that brought no answer to believe, by reason",
        "reason",
        reason.label());
  }

  private Counter ends(FatalCode code) {
    return metrics.counter(
        "sessions.ended", "Sessions that the Auth server ended, by its code", "code", code.code());
  }

  private Counter reuses(ReuseCause cause) {
    return metrics.counter(
        "refresh.token.reuses",
        "Refresh tokens that the server took although they were used before, by its reason",
        "cause",
        cause.label());
  }

  private static String label(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
