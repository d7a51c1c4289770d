package dev.sessionkeeper.operator.telemetry;

import dev.sessionkeeper.operator.injection.InjectionDecision;
import dev.sessionkeeper.operator.injection.Refusal;
import dev.sessionkeeper.operator.injection.SkipReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// Counts what became of pods, by reason. All meters exist from the start.
public final class AdmissionTelemetry {
  private static final String NONE = "None";

  private final Metrics metrics;
  private final Timer duration;

  public AdmissionTelemetry(Metrics metrics) {
    this.metrics = metrics;
    this.duration =
        metrics.timer(
            "admission.duration",
            "Time to decide about one pod, from the body read to the answer written",
            Metrics.millis(0.5, 1, 2.5, 5, 10, 25, 50, 100, 500, 1_000));
    decisions("injected", NONE);
    for (var reason : SkipReason.values()) {
      decisions("skipped", reason.spelling());
    }
    for (var reason : Refusal.Reason.values()) {
      decisions("refused", reason.spelling());
    }
    decisions("failed", NONE);
  }

  /// A decision was made.
  public void decided(InjectionDecision decision, Duration took) {
    duration.record(took);
    switch (decision) {
      case InjectionDecision.Inject _ -> decisions("injected", NONE).increment();
      case InjectionDecision.Skip(var reason) ->
          decisions("skipped", reason.spelling()).increment();
      case InjectionDecision.Refuse(var refusal) ->
          decisions("refused", refusal.reason().spelling()).increment();
    }
  }

  /// No decision could be made; the API server goes by the failure policy.
  public void failed() {
    decisions("failed", NONE).increment();
  }

  private Counter decisions(String decision, String reason) {
    return metrics.counter(
        "admissions", "Pods by what became of them", "decision", decision, "reason", reason);
  }
}
