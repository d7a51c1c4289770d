package dev.sessionkeeper.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolloutPlanTest {
  private static final PodFacts.Owner ONE = Pods.owner("one");
  private static final PodFacts.Owner TWO = Pods.owner("two");

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

  /// O3.
  @Test
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
    assertThat(RolloutPlan.next(picture, 1, false, Set.of())).isInstanceOf(RolloutStep.Roll.class);
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

  private static RolloutStep next(Picture picture, int atATime, Set<PodFacts.Owner> rolled) {
    return RolloutPlan.next(picture, atATime, true, rolled);
  }
}
