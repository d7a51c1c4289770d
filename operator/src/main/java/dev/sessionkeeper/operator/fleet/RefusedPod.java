package dev.sessionkeeper.operator.fleet;

import dev.sessionkeeper.policy.resource.SessionPolicyStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// A pod that a policy selects and that was not created.
///
/// Source of [#LONGEST_PAUSE]: the back-off of Kubernetes' controllers ends at 1,000 s.
///
/// @param workload what makes it, see [Workload]
/// @param generation of the policy as it was then
public record RefusedPod(
    String workload, String reason, String message, long generation, Instant time) {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(20);

  public RefusedPod {
    time = time.truncatedTo(ChronoUnit.SECONDS);
  }

  /// What a status tells; empty if it tells of none, or of a time that is none.
  public static Optional<RefusedPod> in(Optional<SessionPolicyStatus> status) {
    return status.flatMap(told -> Optional.ofNullable(told.lastRefusal())).flatMap(RefusedPod::of);
  }

  private static Optional<RefusedPod> of(SessionPolicyStatus.LastRefusal told) {
    try {
      var time = Instant.parse(told.time());
      return Optional.of(
          new RefusedPod(told.workload(), told.reason(), told.message(), told.generation(), time));
    } catch (DateTimeParseException e) {
      // Somebody wrote the status by hand; the next refusal mends it.
      return Optional.empty();
    }
  }

  /// What is written into the status.
  public SessionPolicyStatus.LastRefusal told() {
    return new SessionPolicyStatus.LastRefusal(
        workload, reason, message, generation, time.toString());
  }

  /// Whether it still matters: the policy is the same, nothing has made a pod of its workload
  /// since, and whoever makes pods would have tried again by now.
  ///
  /// @param generation of the policy as it is
  /// @param pods that the policy selects
  public boolean stands(long generation, List<PodFacts> pods, Instant now) {
    return this.generation == generation
        && now.isBefore(time.plus(LONGEST_PAUSE))
        && pods.stream().noneMatch(this::isOvercomeBy);
  }

  private boolean isOvercomeBy(PodFacts pod) {
    return pod.injected() && !pod.created().isBefore(time) && Workload.of(pod).equals(workload);
  }

  /// Whether both say the same, whenever.
  boolean repeats(RefusedPod earlier) {
    return equals(
        new RefusedPod(
            earlier.workload, earlier.reason, earlier.message, earlier.generation, time));
  }
}
