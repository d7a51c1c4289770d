package dev.sessionkeeper.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentRefreshesTest {
  private final RecentRefreshes refreshes = new RecentRefreshes();

  @Test
  void whatWasCountedBeforeTheFirstAnswerIsUnknown() {
    assertThat(lately(0, 900, 100)).isEqualTo(Pods.failing(0, 0));
    assertThat(lately(30, 905, 103)).isEqualTo(Pods.failing(5, 3));
  }

  @Test
  void whatIsOlderThanTenMinutesIsForgotten() {
    lately(0, 0, 0);
    lately(30, 0, 50);
    lately(300, 20, 50);

    assertThat(lately(601, 30, 50)).isEqualTo(Pods.failing(30, 50));
    assertThat(lately(640, 40, 50)).isEqualTo(Pods.failing(40, 0));
    assertThat(lately(910, 60, 50)).isEqualTo(Pods.failing(40, 0));
  }

  @Test
  void aSidecarThatStartedAnewCountsFromNothing() {
    lately(0, 900, 100);
    lately(30, 910, 100);

    assertThat(lately(60, 3, 1)).isEqualTo(Pods.failing(3, 1));
    assertThat(lately(90, 5, 1)).isEqualTo(Pods.failing(5, 1));
  }

  /// It is asked every second while it has a problem.
  @Test
  void answersInQuickSuccessionAreCountedFromTheSameOne() {
    for (var second = 0; second < 600; second++) {
      assertThat(lately(second, second, 0)).isEqualTo(Pods.failing(second, 0));
    }
  }

  private SidecarReport lately(int seconds, long refreshed, long unavailable) {
    return refreshes.lately(
        Pods.failing(refreshed, unavailable), Duration.ofSeconds(seconds).toNanos());
  }
}
