package dev.sessionkeeper.sidecar.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.contract.SidecarConfig.Refresh;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionText;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.simulator.SimulatorOptions;
import dev.sessionkeeper.simulator.control.Fault;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Sessions that nobody can verify ask the Auth server as well; they must not crowd out others.
class StrangersTest {
  private static final Verification NOBODY_KNOWS = new Verification.Unverifiable("no keys");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private CoordinatorStage stage = stage(4, 20, 10);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("R20 a thousand strangers in line keep no verified session waiting")
  void aThousandStrangersInLineKeepNoVerifiedSessionWaiting() {
    var session = stage.signUp();
    var strangers = strangers(session, 1_000);

    var outcome = stage.refresh(session);

    assertThat(outcome).isInstanceOf(Refreshed.class);
    assertThat(strangers).anyMatch(stranger -> !stranger.isComplete());
    AuthStage.answer(Future.all(strangers));
  }

  @Test
  @DisplayName("R20 a thousand strangers reach the Auth server at a bounded rate, a few at a time")
  void aThousandStrangersReachTheAuthServerAtABoundedRate() {
    stage.onToken(new Fault.Delay(Duration.ofMillis(50)), 1_000);
    var session = stage.signUp();

    var began = System.nanoTime();
    AuthStage.answer(Future.all(strangers(session, 1_000)));

    // Three quarters of four calls and of a burst of ten, then 20 a second.
    var seconds = Math.ceilDiv(System.nanoTime() - began, 1_000_000_000L);
    assertThat(stage.auth().simulator().calls().counts().mostOpen()).isBetween(2, 3);
    assertThat(stage.tokenCalls()).isBetween(8L, 8 + 20 * seconds);
  }

  @Test
  void strangersWhoseCallsHangLeaveAQuarterOfTheCallsToVerifiedSessions() {
    stage.close();
    stage = stage(8, 1_000, 1_000);
    var session = stage.signUp();
    stage.onToken(new Fault.Hang(), 6);
    var strangers = strangers(session, 20);
    await().atMost(PATIENCE).until(() -> stage.tokenCalls() >= 6);

    var outcome = stage.refresh(session);

    assertThat(outcome).isInstanceOf(Refreshed.class);
    assertThat(stage.heard.calls).hasSize(1);
    AuthStage.answer(Future.all(strangers));
  }

  @Test
  void aStrangerIsRefreshedWhereThereIsRoomForOneCallOnly() {
    stage.close();
    stage = stage(1, 1, 1);
    var session = stage.signUp();

    var outcome = AuthStage.answer(stage.start(session, NOBODY_KNOWS, RefreshCause.EXPIRED));

    assertThat(outcome).isInstanceOf(Refreshed.class);
  }

  private List<Future<RefreshOutcome>> strangers(Session session, int count) {
    var sessions = IntStream.range(0, count).mapToObj(i -> garbage(session, i)).toList();
    return sessions.stream()
        .map(garbage -> stage.start(garbage, NOBODY_KNOWS, RefreshCause.EXPIRED))
        .toList();
  }

  private static Session garbage(Session session, int number) {
    var token = "garbage%05d".formatted(number);
    var json = session.json().replace(session.refreshToken().value(), token);
    return SessionText.ofStored(json).orElseThrow();
  }

  private static CoordinatorStage stage(int concurrent, int perSecond, int burst) {
    return CoordinatorStage.with(
        SimulatorOptions.defaults(),
        rules ->
            new Refresh(
                rules.margin(),
                rules.early(),
                Duration.ofSeconds(3),
                rules.onUnavailable(),
                concurrent,
                perSecond,
                burst,
                rules.replay(),
                rules.replayBytes(),
                rules.sharedStore()));
  }
}
