package dev.sessionkeeper.operator.fleet;

import dev.sessionkeeper.policy.resource.PolicyCondition;
import dev.sessionkeeper.policy.resource.SessionPolicyStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Makes a policy's status from what is known.
public final class StatusRules {
  private StatusRules() {}

  /// The status of a policy.
  ///
  /// @param step of its roll-out that was made just now
  /// @param before the status as it is, for the times of conditions that did not change
  public static SessionPolicyStatus of(
      Picture picture, RolloutStep step, Optional<SessionPolicyStatus> before, Instant now) {
    return new SessionPolicyStatus(
        picture.generation(),
        counts(picture),
        acknowledged(picture),
        Stream.of(
                condition(
                    PolicyCondition.Type.ACCEPTED,
                    Findings.accepted(picture),
                    picture,
                    before,
                    now),
                condition(
                    PolicyCondition.Type.INJECTED,
                    Findings.injected(picture, step),
                    picture,
                    before,
                    now),
                condition(
                    PolicyCondition.Type.CURRENT,
                    Findings.current(picture, step),
                    picture,
                    before,
                    now),
                condition(
                    PolicyCondition.Type.TRAFFIC_COVERED,
                    Findings.covered(picture),
                    picture,
                    before,
                    now))
            .toList(),
        null);
  }

  /// The conditions of a status whose verdict or reason differs from before: what events tell.
  public static List<PolicyCondition> turned(
      SessionPolicyStatus status, Optional<SessionPolicyStatus> before) {
    return status.conditions().stream()
        .filter(
            condition ->
                find(before, condition.type())
                    .filter(old -> old.status() == condition.status())
                    .filter(old -> old.reason().equals(condition.reason()))
                    .isEmpty())
        .toList();
  }

  private static SessionPolicyStatus.PodCounts counts(Picture picture) {
    var refused = (int) picture.naked().stream().filter(pod -> pod.obstacle().isPresent()).count();
    return new SessionPolicyStatus.PodCounts(
        picture.selected().size(), picture.injected().size(), picture.outdated().size(), refused);
  }

  private static List<SessionPolicyStatus.Acknowledged> acknowledged(Picture picture) {
    var counted = new TreeMap<Long, Integer>(Comparator.reverseOrder());
    Stream.concat(picture.injected().stream(), picture.others().stream())
        .map(pod -> picture.reports().get(pod.uid()))
        .filter(Objects::nonNull)
        .forEach(report -> counted.merge(report.generation(), 1, Integer::sum));
    return counted.entrySet().stream()
        .map(entry -> new SessionPolicyStatus.Acknowledged(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static PolicyCondition condition(
      PolicyCondition.Type type,
      Finding finding,
      Picture picture,
      Optional<SessionPolicyStatus> before,
      Instant now) {
    var since =
        find(before, type)
            .filter(old -> old.status() == finding.status())
            .map(PolicyCondition::lastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new PolicyCondition(
        type, finding.status(), picture.generation(), since, finding.reason(), finding.message());
  }

  private static Optional<PolicyCondition> find(
      Optional<SessionPolicyStatus> status, PolicyCondition.Type type) {
    return status.stream()
        .flatMap(present -> present.conditions().stream())
        .filter(condition -> condition.type() == type)
        .findFirst();
  }
}
