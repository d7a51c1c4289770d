package dev.sessionkeeper.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.fleet.RolloutPlan.Progress;
import dev.sessionkeeper.operator.policy.Terms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutPlanTest {
  private static final PodFacts.Owner ONE = Pods.owner("one");
  private static final PodFacts.Owner TWO = Pods.owner("two");
  private static final Progress NOTHING_DONE = new Progress(Set.of(), Set.of(), Map.of());

  @Test
  void nothingIsRolledWhileAllAreAsTheyShouldBe() {
    assertThat(next(Pods.picture(Pods.injected("a")), 1, Set.of()))
        .isEqualTo(new RolloutStep.Nothing());
  }

  @Test
  void asManyAreRolledAtATimeAsThePolicySays() {
    var picture = Pods.picture(Pods.outdated("a", ONE), Pods.outdated("b", TWO));

    assertThat(next(picture, 1, Set.of())).isEqualTo(new RolloutStep.Roll(List.of(ONE)));
    assertThat(next(picture, 2, Set.of())).isEqualTo(new RolloutStep.Roll(List.of(ONE, TWO)));
    assertThat(next(picture, 1, Set.of(ONE))).isInstanceOf(RolloutStep.Wait.class);
    assertThat(next(picture, 2, Set.of(ONE))).isEqualTo(new RolloutStep.Roll(List.of(TWO)));
  }

  /// A running Job, for one: nothing makes its pods anew, and the others go on.
  @Test
  void nobodyWaitsForAnOwnerThatIsStuck() {
    var picture = Pods.picture(Pods.outdated("a", ONE), Pods.outdated("b", TWO));
    var stuck = new Progress(Set.of(), Set.of(ONE), Map.of());

    assertThat(RolloutPlan.next(picture, 1, true, stuck))
        .isEqualTo(new RolloutStep.Roll(List.of(TWO)));
    assertThat(RolloutPlan.next(Pods.picture(Pods.outdated("a", ONE)), 1, true, stuck))
        .isEqualTo(new RolloutStep.Nothing());
  }

  @Test
  @DisplayName("O3 a pod without sidecar is repaired unless it cannot be")
  void aPodWithoutSidecarIsRepairedUnlessItCannotBe() {
    assertThat(next(Pods.picture(Pods.naked("a")), 1, Set.of()))
        .isEqualTo(new RolloutStep.Roll(List.of(Pods.DEPLOYMENT)));
    assertThat(next(Pods.picture(Pods.hindered("a")), 1, Set.of()))
        .isEqualTo(new RolloutStep.Nothing());
  }

  @Test
  void failingRefreshesOfTheNewShapePauseIt() {
    var picture =
        Pods.reporting(
            Map.of(
                Pods.injected("new"), Pods.failing(15, 10),
                Pods.outdated("old", ONE), Pods.failing(100, 0)));

    assertThat(next(picture, 1, Set.of())).isInstanceOf(RolloutStep.Paused.class);
    assertThat(RolloutPlan.next(picture, 1, false, NOTHING_DONE))
        .isInstanceOf(RolloutStep.Roll.class);
  }

  @Test
  void failuresThatTheOldShapeHasAsWellDoNotPauseIt() {
    var picture =
        Pods.reporting(
            Map.of(
                Pods.injected("new"), Pods.failing(50, 50),
                Pods.outdated("old", ONE), Pods.failing(40, 60)));

    assertThat(next(picture, 1, Set.of())).isInstanceOf(RolloutStep.Roll.class);
  }

  @Test
  void aFewFailuresProveNothing() {
    var picture =
        Pods.reporting(
            Map.of(
                Pods.injected("new"), Pods.failing(0, 19),
                Pods.outdated("old", ONE), Pods.failing(100, 0)));

    assertThat(next(picture, 1, Set.of())).isInstanceOf(RolloutStep.Roll.class);
  }

  @Test
  void whoWaitsIsToldForHowMany() {
    var picture = Pods.picture(Pods.outdated("a", ONE), Pods.outdated("b", TWO));

    assertThat(next(picture, 1, Set.of(ONE)))
        .isEqualTo(new RolloutStep.Wait("1 of 2 workloads are under way (ReplicaSet one)"));
    assertThat(next(picture, 1, Set.of(ONE, TWO)))
        .isEqualTo(
            new RolloutStep.Wait(
                "2 of 2 workloads are under way (ReplicaSet one, ReplicaSet two)"));
  }

  /// A paused Deployment, for one: it was told, and somebody has to let it go on.
  @Test
  void nobodyWaitsForAnOwnerThatIsHeldButItIsNamed() {
    var picture = Pods.picture(Pods.outdated("a", ONE), Pods.outdated("b", TWO));
    var one = new Progress(Set.of(), Set.of(), Map.of(ONE, "one is paused"));
    var both = new Progress(Set.of(), Set.of(), Map.of(ONE, "one is paused", TWO, "and so is two"));
    var other = new Progress(Set.of(TWO), Set.of(), Map.of(ONE, "one is paused"));

    assertThat(RolloutPlan.next(picture, 1, true, one))
        .isEqualTo(new RolloutStep.Roll(List.of(TWO)));
    assertThat(RolloutPlan.next(picture, 1, true, both))
        .isEqualTo(new RolloutStep.Wait("and so is two; one is paused"));
    assertThat(RolloutPlan.next(picture, 1, true, other))
        .isEqualTo(
            new RolloutStep.Wait("1 of 1 workloads are under way (ReplicaSet two); one is paused"));
  }

  @Test
  void aPolicyThatInjectsNothingRollsNothing() {
    var picture =
        new Picture(
            4,
            new Terms.Unaccepted("Invalid", "it is bad"),
            List.of(Pods.outdated("a", ONE), Pods.naked("b")),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty());

    assertThat(next(picture, 1, Set.of())).isEqualTo(new RolloutStep.Nothing());
  }

  /// Nobody makes a bare pod anew.
  @Test
  @DisplayName("O7 a pod without owner is left alone")
  void aPodWithoutOwnerIsLeftAlone() {
    assertThat(next(Pods.picture(Pods.bare("a")), 1, Set.of()))
        .isEqualTo(new RolloutStep.Nothing());
  }

  @ParameterizedTest
  @CsvSource({"18, 2, false", "17, 3, true", "9, 10, false", "10, 10, true"})
  void aTenthOfAtLeastTwentyRefreshesIsTheBound(long refreshed, long unavailable, boolean paused) {
    var picture =
        Pods.reporting(
            Map.of(
                Pods.injected("new"), Pods.failing(refreshed, unavailable),
                Pods.outdated("old", ONE), Pods.failing(100, 0)));

    assertThat(next(picture, 1, Set.of()) instanceof RolloutStep.Paused).isEqualTo(paused);
  }

  @Test
  void refreshesOfAllSidecarsOfTheNewShapeAreAddedUp() {
    var picture =
        Pods.reporting(
            Map.of(
                Pods.injected("new-1"), Pods.failing(10, 2),
                Pods.injected("new-2"), Pods.failing(6, 2),
                Pods.outdated("old", ONE), Pods.failing(0, 0)));

    assertThat(next(picture, 1, Set.of()))
        .isInstanceOfSatisfying(
            RolloutStep.Paused.class,
            paused -> assertThat(paused.message()).contains("new shape 4 of 20 got no answer"));
  }

  private static RolloutStep next(Picture picture, int atATime, Set<PodFacts.Owner> rolled) {
    return RolloutPlan.next(picture, atATime, true, new Progress(rolled, Set.of(), Map.of()));
  }
}
