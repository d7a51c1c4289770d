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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatusRulesTest {
  private static final RolloutStep IDLE = new RolloutStep.Nothing();
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

  @Test
  void countsAndAcknowledgedGenerationsAreThoseOfThePods() {
    var picture =
        Pods.reporting(
            Map.of(
                Pods.injected("a"), Pods.following(4),
                Pods.injected("b"), Pods.following(3),
                Pods.outdated("c", Pods.DEPLOYMENT), Pods.following(4)));

    var status = StatusRules.of(picture, IDLE, Optional.empty(), NOW);

    assertThat(status.pods()).isEqualTo(new SessionPolicyStatus.PodCounts(3, 3, 1, 0));
    assertThat(status.acknowledged())
        .containsExactly(
            new SessionPolicyStatus.Acknowledged(4, 2), new SessionPolicyStatus.Acknowledged(3, 1));
  }

  @Test
  void aSelectorThatMatchesNothingIsExplained() {
    assertCondition(Pods.picture(), 1, Status.UNKNOWN, "NoPods", "spec.selector matches no pod");
  }

  @Test
  @DisplayName("O3 pods older than the policy are explained")
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
    assertThat(StatusRules.of(picture, IDLE, Optional.empty(), NOW).pods())
        .isEqualTo(new SessionPolicyStatus.PodCounts(2, 0, 0, 1));
  }

  /// Nothing can be described of a pod that was not created, but its policy.
  @Test
  @DisplayName("O4 O8 a pod that was refused is explained whether or not others run")
  void aPodThatWasRefusedIsExplainedWhetherOrNotOthersRun() {
    var refused = new RefusedPod("Deployment web", "NoMatchingPort", "no port 3000", 4, NOW);

    assertCondition(
        Pods.refusing(refused),
        1,
        Status.FALSE,
        "NoMatchingPort",
        "a pod of Deployment web was refused, last at 2026-11-01T10:00:00Z; 0 of 0 selected pods"
            + " have a sidecar: no port 3000");
    assertCondition(
        Pods.refusing(refused, Pods.injected("a"), Pods.naked("b")),
        1,
        Status.FALSE,
        "NoMatchingPort",
        "1 of 2 selected pods");
  }

  /// It is the other replica's, perhaps.
  @Test
  void theStatusThatTheLeaderWritesHoldsNoRefusal() {
    var refused = new RefusedPod("Deployment web", "NoMatchingPort", "no port 3000", 4, NOW);

    var status = StatusRules.of(Pods.refusing(refused), IDLE, Optional.empty(), NOW);

    assertThat(status.lastRefusal()).isNull();
    assertThat(status.withoutRefusal()).isEqualTo(status);
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

  @Test
  @DisplayName("O12 what most sidecars say is told first")
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

  @Test
  @DisplayName("O11 a policy that is not accepted keeps its sidecars and says so")
  void aPolicyThatIsNotAcceptedKeepsItsSidecarsAndSaysSo() {
    var good = Pods.reporting(Map.of(Pods.injected("a"), Pods.following(3)));
    var bad =
        new Picture(
            5,
            new Terms.Unaccepted("RedirectNotAllowed", "it may not redirect"),
            good.selected(),
            List.of(),
            good.reports(),
            good.coverage(),
            Optional.empty());

    assertCondition(bad, 0, Status.FALSE, "RedirectNotAllowed", "it may not redirect");
    assertCondition(bad, 2, Status.FALSE, "PolicyNotAccepted", "last accepted generation");
  }

  @Test
  void timesChangeWithTheVerdictAlone() {
    var before = StatusRules.of(Pods.picture(Pods.naked("a")), IDLE, Optional.empty(), NOW);

    var later =
        StatusRules.of(
            Pods.picture(Pods.hindered("a")), IDLE, Optional.of(before), NOW.plusSeconds(60));

    assertThat(later.conditions())
        .extracting(PolicyCondition::lastTransitionTime)
        .containsOnly("2026-11-01T10:00:00Z");
    assertThat(StatusRules.turned(later, Optional.of(before)))
        .extracting(PolicyCondition::reason)
        .containsExactly("HostNetwork");
  }

  @Test
  void allInjectedAndAcceptedAreTold() {
    var picture = Pods.picture(Pods.injected("a"), Pods.injected("b"));

    assertCondition(picture, 0, Status.TRUE, "Accepted", "as the policy says");
    assertCondition(picture, 1, Status.TRUE, "AllInjected", "all 2 selected pods");
  }

  @Test
  void withoutSidecarsNothingCanBeSaidOfThem() {
    var naked =
        new Picture(
            4,
            Pods.ACCEPTED,
            List.of(Pods.naked("a")),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty());

    assertCondition(naked, 2, Status.UNKNOWN, "NoSidecars", "no selected pod has a sidecar yet");
    assertCondition(naked, 3, Status.UNKNOWN, "NoSidecars", "no selected pod has a sidecar yet");
  }

  @Test
  void waysAroundTheSidecarAreListed() {
    var around =
        new Picture(
            4,
            Pods.ACCEPTED,
            List.of(Pods.injected("a")),
            List.of(),
            Map.of(),
            Optional.of(new Coverage.Bypassed(List.of("one way", "another"))),
            Optional.empty());

    assertCondition(around, 3, Status.FALSE, "Bypassed", "one way; another");
    assertCondition(Pods.picture(Pods.injected("a")), 3, Status.TRUE, "Covered", "all");
  }

  @Test
  void anApplicationThatOtherPodsCanStillCallIsNotSimplyCovered() {
    var open =
        new Picture(
            4,
            Pods.ACCEPTED,
            List.of(Pods.injected("a")),
            List.of(),
            Map.of(),
            Optional.of(new Coverage.CoveredByServices("port 13000 is open")),
            Optional.empty());

    assertCondition(open, 3, Status.TRUE, "CoveredByServices", "port 13000 is open");
  }

  @Test
  @DisplayName("O16 a sidecar that does not run goes before what others say")
  void aSidecarThatDoesNotRunGoesBeforeWhatOthersSay() {
    var trouble = new PodFacts.Trouble("AppPortNotListening", "port 3000 is in use");
    var picture =
        Pods.reporting(
            Map.of(
                Pods.troubled("a", trouble), Pods.following(4),
                Pods.injected("b"), saying(new PodFacts.Trouble("SecretMissing", "missing"))));

    assertCondition(
        picture,
        2,
        Status.FALSE,
        "AppPortNotListening",
        "the sidecar of pod a: port 3000 is in use");
  }

  @Test
  void ofTwoThatAreSaidAsOftenTheSameIsToldEachTime() {
    var one = new PodFacts.Trouble("One", "a first sentence");
    var two = new PodFacts.Trouble("Two", "the second sentence");

    assertCondition(
        Pods.reporting(Map.of(Pods.injected("a"), saying(one), Pods.injected("b"), saying(two))),
        2,
        Status.FALSE,
        "Two",
        "1 of 2 sidecars: the second sentence");
  }

  /// Pods that the policy injected and selects no more still follow it.
  @Test
  @DisplayName("O11 pods that are selected no more are counted among those who follow")
  void podsThatAreSelectedNoMoreAreCountedAmongThoseWhoFollow() {
    var picture =
        new Picture(
            4,
            Pods.ACCEPTED,
            List.of(Pods.injected("a")),
            List.of(Pods.injected("b")),
            Map.of(
                Pods.injected("a").uid(), Pods.following(4),
                Pods.injected("b").uid(), Pods.following(4)),
            Optional.empty(),
            Optional.empty());

    var status = StatusRules.of(picture, IDLE, Optional.empty(), NOW);

    assertThat(status.pods()).isEqualTo(new SessionPolicyStatus.PodCounts(1, 1, 0, 0));
    assertThat(status.acknowledged()).containsExactly(new SessionPolicyStatus.Acknowledged(4, 2));
    assertThat(status.observedGeneration()).isEqualTo(4);
  }

  @Test
  void nothingTurnsWhileVerdictAndReasonStay() {
    var before = StatusRules.of(Pods.picture(Pods.naked("a")), IDLE, Optional.empty(), NOW);

    var later =
        StatusRules.of(
            Pods.picture(Pods.naked("a"), Pods.naked("b")),
            IDLE,
            Optional.of(before),
            NOW.plusSeconds(60));

    assertThat(StatusRules.turned(later, Optional.of(before))).isEmpty();
    assertThat(StatusRules.turned(later, Optional.empty())).hasSize(4);
    assertThat(later.conditions().get(1).message()).startsWith("2 of 2");
  }

  @Test
  void anotherVerdictBeginsNowInWholeSeconds() {
    var before = StatusRules.of(Pods.picture(Pods.naked("a")), IDLE, Optional.empty(), NOW);

    var later =
        StatusRules.of(
            Pods.picture(Pods.injected("a")), IDLE, Optional.of(before), NOW.plusMillis(60_900));

    assertThat(later.conditions().get(1).lastTransitionTime()).isEqualTo("2026-11-01T10:01:00Z");
    assertThat(later.conditions().get(0).lastTransitionTime()).isEqualTo("2026-11-01T10:00:00Z");
    assertThat(StatusRules.turned(later, Optional.of(before)))
        .extracting(PolicyCondition::reason)
        .contains("AllInjected");
  }

  /// Who looks at a policy whose pods are outdated learns why nothing happens.
  @Test
  void whatARollOutWaitsForIsTold() {
    var wait = new RolloutStep.Wait("Deployment web is paused");
    var errors = new RolloutStep.Paused("4 of 20 refreshes failed");
    var outdated = Pods.reporting(Map.of(Pods.outdated("a", Pods.DEPLOYMENT), Pods.following(4)));

    assertThat(message(outdated, wait, 2))
        .endsWith("say now: the roll-out waits: Deployment web is paused");
    assertThat(message(outdated, errors, 2))
        .endsWith("the roll-out is paused: 4 of 20 refreshes failed");
    assertThat(message(outdated, new RolloutStep.Roll(List.of()), 2))
        .endsWith("the roll-out goes on");
    assertThat(message(Pods.picture(Pods.naked("a")), wait, 1))
        .endsWith("answered: the roll-out waits: Deployment web is paused");
  }

  private static String message(Picture picture, RolloutStep step, int index) {
    return StatusRules.of(picture, step, Optional.empty(), NOW).conditions().get(index).message();
  }

  private static SidecarReport saying(PodFacts.Trouble... troubles) {
    return new SidecarReport("0.1.0", 4, List.of(troubles), 0, 0);
  }

  private static void assertCondition(
      Picture picture, int index, Status status, String reason, String part) {
    var condition = StatusRules.of(picture, IDLE, Optional.empty(), NOW).conditions().get(index);

    assertThat(condition.status()).isEqualTo(status);
    assertThat(condition.reason()).isEqualTo(reason);
    assertThat(condition.message()).contains(part);
  }
}
