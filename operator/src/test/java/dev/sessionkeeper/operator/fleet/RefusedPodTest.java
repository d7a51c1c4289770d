package dev.sessionkeeper.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.policy.resource.SessionPolicyStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// O4, O8: pods that were refused are told of until it matters no more.
class RefusedPodTest {
  private static final PolicyKey WEB = new PolicyKey("shop", "web");
  private static final Instant NOW = Pods.CREATED.plusSeconds(60);
  private static final RefusedPod REFUSED = refused("ReplicaSet web", "no port", 4, NOW);

  private final Refusals refusals = new Refusals();

  @Test
  @DisplayName("O4 O8 a refusal stands while nothing changes")
  void itStandsWhileNothingChanges() {
    assertThat(REFUSED.stands(4, List.of(), NOW)).isTrue();
    assertThat(REFUSED.stands(4, List.of(Pods.injected("older")), NOW.plusSeconds(1199))).isTrue();
  }

  @Test
  void whoeverMakesPodsWouldHaveTriedAgainAfterTwentyMinutes() {
    assertThat(REFUSED.stands(4, List.of(), NOW.plusSeconds(1200))).isFalse();
  }

  @Test
  void anotherGenerationOfThePolicyIsJudgedAnew() {
    assertThat(REFUSED.stands(5, List.of(), NOW)).isFalse();
  }

  @Test
  void aLaterPodOfTheSameWorkloadOvercomesIt() {
    var later = Pods.created(Pods.injected("a"), NOW);

    assertThat(REFUSED.stands(4, List.of(later), NOW)).isFalse();
  }

  @Test
  void aPodOfAnotherWorkloadOrWithoutSidecarDoesNot() {
    var other = Pods.created(Pods.outdated("a", Pods.owner("other")), NOW);
    var naked = Pods.created(Pods.naked("b"), NOW);

    assertThat(REFUSED.stands(4, List.of(other, naked), NOW)).isTrue();
  }

  @Test
  void aDeploymentIsTheSameThroughAllItsReplicaSets() {
    var owner = Pods.owner("web-5d4f");

    assertThat(workload(owner, Map.of("pod-template-hash", "5d4f"))).isEqualTo("Deployment web");
    assertThat(workload(owner, Map.of("pod-template-hash", "f"))).isEqualTo("ReplicaSet web-5d4f");
    assertThat(workload(owner, Map.of())).isEqualTo("ReplicaSet web-5d4f");
    assertThat(workload(owner, Map.of("pod-template-hash", ""))).isEqualTo("ReplicaSet web-5d4f");
  }

  @Test
  void otherWorkloadsAreNamedByTheirOwner() {
    var set = new PodFacts.Owner("apps/v1", "StatefulSet", "db-1", "uid");

    assertThat(workload(set, Map.of("pod-template-hash", "1"))).isEqualTo("StatefulSet db-1");
    assertThat(Workload.of(Optional.empty(), Map.of(), "alone")).isEqualTo("Pod alone");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    assertThat(RefusedPod.in(statusWith(REFUSED.told()))).contains(REFUSED);
    assertThat(RefusedPod.in(Optional.empty())).isEmpty();
    assertThat(RefusedPod.in(statusWith(null))).isEmpty();
  }

  @Test
  void aTimeThatIsNoneIsNoRefusal() {
    var told = new SessionPolicyStatus.LastRefusal("Deployment web", "R", "m", 4, "yesterday");

    assertThat(RefusedPod.in(statusWith(told))).isEmpty();
  }

  @Test
  void theFirstRefusalIsWritten() {
    assertThat(refusals.take(WEB, REFUSED)).isTrue();
    assertThat(refusals.of(WEB)).contains(REFUSED);
  }

  @Test
  void theSameIsWrittenAgainAfterFiveMinutes() {
    refusals.take(WEB, REFUSED);

    assertThat(refusals.take(WEB, later(REFUSED, 299))).isFalse();
    assertThat(refusals.of(WEB)).contains(REFUSED);
    assertThat(refusals.take(WEB, later(REFUSED, 300))).isTrue();
    assertThat(refusals.of(WEB)).contains(later(REFUSED, 300));
  }

  @Test
  void anotherPodsIsWrittenAfterTenSeconds() {
    refusals.take(WEB, REFUSED);

    assertThat(refusals.take(WEB, refused("Job x", "no port", 4, NOW.plusSeconds(9)))).isFalse();
    assertThat(refusals.take(WEB, refused("Job x", "no port", 4, NOW.plusSeconds(10)))).isTrue();
  }

  @Test
  void aLaterGenerationsIsWrittenAtOnceAndAnEarlierOnesNever() {
    refusals.take(WEB, REFUSED);

    assertThat(refusals.take(WEB, refused("ReplicaSet web", "no port", 3, NOW.plusSeconds(900))))
        .isFalse();
    assertThat(refusals.take(WEB, refused("ReplicaSet web", "no port", 5, NOW))).isTrue();
  }

  /// The two replicas write into one status; each reads there what the other wrote.
  @Test
  void whatAnotherReplicaWroteIsNotWrittenAgain() {
    assertThat(refusals.learn(WEB, REFUSED)).isTrue();

    assertThat(refusals.take(WEB, later(REFUSED, 60))).isFalse();
    assertThat(refusals.learn(WEB, REFUSED)).isFalse();
  }

  @Test
  void anOlderStatusIsNoNews() {
    refusals.take(WEB, REFUSED);

    assertThat(refusals.learn(WEB, later(REFUSED, -1))).isFalse();
    assertThat(refusals.of(WEB)).contains(REFUSED);
    assertThat(refusals.learn(WEB, later(REFUSED, 1))).isTrue();
  }

  @Test
  void whatCouldNotBeWrittenIsTriedAgain() {
    refusals.take(WEB, REFUSED);

    refusals.giveBack(WEB, REFUSED);

    assertThat(refusals.take(WEB, later(REFUSED, 1))).isTrue();
  }

  @Test
  void aPolicyThatIsGoneIsForgotten() {
    refusals.take(WEB, REFUSED);

    refusals.remove(WEB);

    assertThat(refusals.of(WEB)).isEmpty();
  }

  private static RefusedPod refused(String workload, String message, long generation, Instant at) {
    return new RefusedPod(workload, "NoMatchingPort", message, generation, at);
  }

  private static RefusedPod later(RefusedPod pod, long seconds) {
    return refused(
        pod.workload(),
        pod.message(),
        pod.generation(),
        pod.time().plus(Duration.ofSeconds(seconds)));
  }

  private static String workload(PodFacts.Owner owner, Map<String, String> labels) {
    return Workload.of(Optional.of(owner), labels, "pod");
  }

  private static Optional<SessionPolicyStatus> statusWith(
      SessionPolicyStatus.@Nullable LastRefusal told) {
    return Optional.of(new SessionPolicyStatus(4L, null, List.of(), List.of(), told));
  }
}
