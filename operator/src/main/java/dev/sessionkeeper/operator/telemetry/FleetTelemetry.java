package dev.sessionkeeper.operator.telemetry;

import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.RolloutStep;
import dev.sessionkeeper.policy.resource.PolicyCondition;
import dev.sessionkeeper.policy.resource.SessionPolicyStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/// Policies and their pods as the leader last saw them. A replica that does not lead shows zeros,
/// so that sums over replicas are right.
public final class FleetTelemetry {
  private final Map<PolicyKey, SessionPolicyStatus> statuses = new ConcurrentHashMap<>();
  private final Map<PolicyKey, RolloutState> rollouts = new ConcurrentHashMap<>();
  private final Counter reconciled;
  private final Counter failed;
  private final Counter answered;
  private final Counter silent;
  private final Timer duration;

  /// How a roll-out stands that is not finished.
  private enum RolloutState {
    UNDER_WAY,
    PAUSED
  }

  /// @param webhookBytes the size of the largest webhook configuration
  public FleetTelemetry(Metrics metrics, IntSupplier webhookBytes) {
    for (var type : PolicyCondition.Type.values()) {
      policies(metrics, type);
    }
    pods(metrics, "matched", SessionPolicyStatus.PodCounts::matched);
    pods(metrics, "injected", SessionPolicyStatus.PodCounts::injected);
    pods(metrics, "outdated", SessionPolicyStatus.PodCounts::outdated);
    pods(metrics, "refused", SessionPolicyStatus.PodCounts::refused);
    pods(metrics, "naked", counts -> counts.matched() - counts.injected());
    for (var state : RolloutState.values()) {
      metrics.gauge(
          "rollouts",
          "Policies whose pods are being made anew, by whether that goes on",
          () -> rollouts.values().stream().filter(state::equals).count(),
          "state",
          state.name().toLowerCase(Locale.ROOT));
    }
    metrics.gauge(
        "webhook.configuration.bytes",
        "Size of the largest webhook configuration; etcd takes one and a half MiB",
        webhookBytes::getAsInt);
    reconciled = reconciliations(metrics, "done");
    failed = reconciliations(metrics, "failed");
    answered = asks(metrics, "answered");
    silent = asks(metrics, "silent");
    duration =
        metrics.timer(
            "reconcile.duration",
            "Time of one look at a policy",
            Metrics.millis(1, 5, 10, 50, 100, 500, 1_000, 5_000));
  }

  /// A policy was looked at.
  public void reconciled(PolicyKey policy, SessionPolicyStatus status, Duration took) {
    statuses.put(policy, status);
    reconciled.increment();
    duration.record(took);
  }

  /// A step of a policy's roll-out was made.
  public void rolledOut(PolicyKey policy, RolloutStep step) {
    switch (step) {
      case RolloutStep.Nothing() -> rollouts.remove(policy);
      case RolloutStep.Roll _, RolloutStep.Wait _ -> rollouts.put(policy, RolloutState.UNDER_WAY);
      case RolloutStep.Paused _ -> rollouts.put(policy, RolloutState.PAUSED);
    }
  }

  /// Looking at a policy failed; it is tried again.
  public void failed() {
    failed.increment();
  }

  /// A policy is gone.
  public void gone(PolicyKey policy) {
    statuses.remove(policy);
    rollouts.remove(policy);
  }

  /// A sidecar was asked how it is, and said so.
  public void answered() {
    answered.increment();
  }

  /// A sidecar was asked how it is, and did not answer.
  public void silent() {
    silent.increment();
  }

  private void policies(Metrics metrics, PolicyCondition.Type type) {
    for (var status : PolicyCondition.Status.values()) {
      metrics.gauge(
          "policies",
          "Policies by condition and what it says",
          () -> statuses.values().stream().filter(one -> says(one, type, status)).count(),
          "condition",
          type.name().toLowerCase(Locale.ROOT),
          "status",
          status.name().toLowerCase(Locale.ROOT));
    }
  }

  private static boolean says(
      SessionPolicyStatus status, PolicyCondition.Type type, PolicyCondition.Status says) {
    return status.conditions().stream()
        .anyMatch(condition -> condition.type() == type && condition.status() == says);
  }

  private void pods(
      Metrics metrics, String state, ToIntFunction<SessionPolicyStatus.PodCounts> count) {
    metrics.gauge(
        "pods",
        "Pods that policies select, by what became of them; naked is matched without injected",
        () ->
            statuses.values().stream()
                .map(SessionPolicyStatus::pods)
                .filter(Objects::nonNull)
                .mapToInt(count)
                .sum(),
        "state",
        state);
  }

  private static Counter reconciliations(Metrics metrics, String outcome) {
    return metrics.counter("reconciliations", "Looks at policies", "outcome", outcome);
  }

  private static Counter asks(Metrics metrics, String outcome) {
    return metrics.counter("sidecar.asks", "Sidecars asked for their status", "outcome", outcome);
  }
}
