package dev.sessionkeeper.sidecar.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.RefreshWindow;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionCheck;
import dev.sessionkeeper.sidecar.session.StoredSession;
import dev.sessionkeeper.simulator.SimulatorOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clocks that differ, and tokens that live shortly.
class ClockTest {
  private static final RefreshWindow WINDOW =
      new RefreshWindow(Duration.ofMinutes(2), Duration.ofMinutes(10));

  private CoordinatorStage stage = CoordinatorStage.plain();

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {-300, 300})
  @DisplayName("R13 a clock that is off by five minutes is known after the first refresh")
  void aClockThatIsOffIsKnownAfterTheFirstRefresh(int secondsAhead) {
    var session = stage.signUp();
    stage.auth().simulator().clock().set(Duration.ofSeconds(-secondsAhead));

    var refreshed = stage.refreshed(session);

    assertThat(stage.skew.ahead()).isBetween(seconds(secondsAhead - 3), seconds(secondsAhead + 3));
    assertThat(check(refreshed)).isInstanceOf(SessionCheck.Fresh.class);
  }

  @Test
  @DisplayName("R13 a clock that is off by two seconds is taken for right")
  void aClockThatIsOffByTwoSecondsIsTakenForRight() {
    var session = stage.signUp();
    stage.auth().simulator().clock().set(Duration.ofSeconds(2));

    stage.refreshed(session);

    assertThat(stage.skew.ahead()).isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 90, 95, 120, 300})
  @DisplayName("R12 a new token of short life is not due at once")
  void aNewTokenOfShortLifeIsNotDueAtOnce(int lifetime) {
    stage.close();
    stage =
        CoordinatorStage.with(
            SimulatorOptions.defaults().with("GOTRUE_JWT_EXP", Integer.toString(lifetime)));

    var refreshed = stage.refreshed(stage.signUp());

    assertThat(check(refreshed)).isInstanceOf(SessionCheck.Fresh.class);
  }

  @Test
  @DisplayName("R12 a replayed session that has expired meanwhile is refreshed in turn")
  void aReplayedSessionThatHasExpiredMeanwhileIsRefreshedInTurn() {
    stage.close();
    stage = CoordinatorStage.with(SimulatorOptions.defaults().with("GOTRUE_JWT_EXP", "4"));
    var old = stage.signUp();
    var second = stage.refreshed(old);
    // The clock of the server runs ahead, so that what it issued before is over by now.
    stage.auth().simulator().clock().advance(Duration.ofMinutes(1));
    stage.refreshed(stage.auth().signUp("other@example.com"));

    var third = stage.refreshed(old);

    assertThat(third).isNotEqualTo(second);
    assertThat(check(third)).isInstanceOf(SessionCheck.Fresh.class);
  }

  private SessionCheck check(Session session) {
    var found = new StoredSession.Found(session, StoredSession.Agreement.ALL_READERS);
    return SessionCheck.of(found, WINDOW, stage.skew.now());
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
