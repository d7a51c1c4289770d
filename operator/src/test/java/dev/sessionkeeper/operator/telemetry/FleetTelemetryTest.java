package dev.sessionkeeper.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.RolloutStep;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTelemetryTest {
  private static final PolicyKey WEB = new PolicyKey("shop", "web");
  private static final PolicyKey BLOG = new PolicyKey("shop", "blog");

  private final Metrics metrics = new Metrics();
  private final FleetTelemetry telemetry = new FleetTelemetry(metrics, () -> 0);

  @Test
  void rollOutsAreCountedByWhetherTheyGoOn() {
    telemetry.rolledOut(WEB, new RolloutStep.Paused("refreshes fail"));
    telemetry.rolledOut(BLOG, new RolloutStep.Roll(List.of()));

    assertRollouts(1, 1);

    telemetry.rolledOut(WEB, new RolloutStep.Wait("one is under way"));

    assertRollouts(2, 0);
  }

  @Test
  void aRollOutThatIsFinishedOrWhosePolicyIsGoneIsNotCounted() {
    telemetry.rolledOut(WEB, new RolloutStep.Paused("refreshes fail"));
    telemetry.rolledOut(BLOG, new RolloutStep.Paused("refreshes fail"));

    telemetry.rolledOut(WEB, new RolloutStep.Nothing());
    telemetry.gone(BLOG);

    assertRollouts(0, 0);
  }

  private void assertRollouts(int underWay, int paused) {
    assertThat(metrics.scrape("text/plain; version=0.0.4; charset=utf-8").lines())
        .contains(
            "sessionkeeper_operator_rollouts{state=\"under_way\"} %d.0".formatted(underWay),
            "sessionkeeper_operator_rollouts{state=\"paused\"} %d.0".formatted(paused));
  }
}
