package dev.sessionkeeper.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.policy.Terms;
import dev.sessionkeeper.policy.resource.PolicyCondition;
import dev.sessionkeeper.policy.resource.PolicyCondition.Status;
import dev.sessionkeeper.policy.resource.SessionPolicyStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

  @Test
  void countsAndAcknowledgedGenerationsAreThoseOfThePods() {
    var picture =
        Pods.reporting(
            Map.of(
                Pods.injected("a"), Pods.following(4),
                Pods.injected("b"), Pods.following(3),
                Pods.outdated("c", Pods.DEPLOYMENT), Pods.following(4)));

    var status = StatusRules.of(picture, Optional.empty(), NOW);

    assertThat(status.pods()).isEqualTo(new SessionPolicyStatus.PodCounts(3, 3, 1, 0));
    assertThat(status.acknowledged())
        .containsExactly(
            new SessionPolicyStatus.Acknowledged(4, 2), new SessionPolicyStatus.Acknowledged(3, 1));
  }

  @Test
  void aSelectorThatMatchesNothingIsExplained() {
    assertCondition(Pods.picture(), 1, Status.UNKNOWN, "NoPods", "spec.selector matches no pod");
  }

  /// O3.
  @Test
  void podsOlderThanThePolicyAreExplained() {
    assertCondition(
        Pods.picture(Pods.injected("a"), Pods.naked("b")),
        1,
        Status.FALSE,
        "PodsWithoutSidecar",
        "1 of 2 selected pods have no sidecar, they are older than the policy");
  }

  @Test
  void whatKeepsAPodFromBeingInjectedIsNamed() {
    var picture = Pods.picture(Pods.naked("a"), Pods.hindered("b"));

    assertCondition(
        picture, 1, Status.FALSE, "HostNetwork", "such as b: the pod uses the node's network");
    assertThat(StatusRules.of(picture, Optional.empty(), NOW).pods())
        .isEqualTo(new SessionPolicyStatus.PodCounts(2, 0, 0, 1));
  }

  @Test
  void sidecarsThatWereNotReachedAreUnknown() {
    assertCondition(Pods.picture(Pods.injected("a")), 2, Status.UNKNOWN, "NotReached", "port 9180");
  }

  @Test
  void sidecarsThatFollowAnOlderGenerationAreTold() {
    assertCondition(
        Pods.reporting(Map.of(Pods.injected("a"), Pods.following(3))),
        2,
        Status.FALSE,
        "NotAcknowledged",
        "1 of 1 sidecars do not follow generation 4 yet");
  }

  /// O12, O16.
  @Test
  void whatMostSidecarsSayIsToldFirst() {
    var missing = new PodFacts.Trouble("SecretMissing", "The file is missing.");
    var away = new PodFacts.Trouble("AuthUnreachable", "The server is away.");

    assertCondition(
        Pods.reporting(
            Map.of(
                Pods.injected("a"), saying(missing),
                Pods.injected("b"), saying(missing, away))),
        2,
        Status.FALSE,
        "SecretMissing",
        "2 of 2 sidecars: The file is missing.");
  }

  @Test
  void outdatedShapesAreTold() {
    assertCondition(
        Pods.reporting(Map.of(Pods.outdated("a", Pods.DEPLOYMENT), Pods.following(4))),
        2,
        Status.FALSE,
        "Outdated",
        "kubectl rollout restart");
  }

  @Test
  void allWellIsCurrent() {
    assertCondition(
        Pods.reporting(Map.of(Pods.injected("a"), Pods.following(4))),
        2,
        Status.TRUE,
        "Current",
        "1 of 1 sidecars answered");
  }

  /// O11.
  @Test
  void aPolicyThatIsNotAcceptedKeepsItsSidecarsAndSaysSo() {
    var good = Pods.reporting(Map.of(Pods.injected("a"), Pods.following(3)));
    var bad =
        new Picture(
            5,
            new Terms.Unaccepted("RedirectNotAllowed", "it may not redirect"),
            good.selected(),
            List.of(),
            good.reports(),
            good.coverage());

    assertCondition(bad, 0, Status.FALSE, "RedirectNotAllowed", "it may not redirect");
    assertCondition(bad, 2, Status.FALSE, "PolicyNotAccepted", "last accepted generation");
  }

  @Test
  void timesChangeWithTheVerdictAlone() {
    var before = StatusRules.of(Pods.picture(Pods.naked("a")), Optional.empty(), NOW);

    var later =
        StatusRules.of(Pods.picture(Pods.hindered("a")), Optional.of(before), NOW.plusSeconds(60));

    assertThat(later.conditions())
        .extracting(PolicyCondition::lastTransitionTime)
        .containsOnly("2026-11-01T10:00:00Z");
    assertThat(StatusRules.turned(later, Optional.of(before)))
        .extracting(PolicyCondition::reason)
        .containsExactly("HostNetwork");
  }

  private static SidecarReport saying(PodFacts.Trouble... troubles) {
    return new SidecarReport("0.1.0", 4, List.of(troubles), 0, 0);
  }

  private static void assertCondition(
      Picture picture, int index, Status status, String reason, String part) {
    var condition = StatusRules.of(picture, Optional.empty(), NOW).conditions().get(index);

    assertThat(condition.status()).isEqualTo(status);
    assertThat(condition.reason()).isEqualTo(reason);
    assertThat(condition.message()).contains(part);
  }
}
