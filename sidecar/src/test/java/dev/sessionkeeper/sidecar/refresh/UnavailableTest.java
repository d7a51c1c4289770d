package dev.sessionkeeper.sidecar.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sessionkeeper.contract.SidecarConfig.Refresh;
import dev.sessionkeeper.sidecar.refresh.RefreshEvents.CircuitState;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Unavailable;
import dev.sessionkeeper.sidecar.session.RefreshToken;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionText;
import dev.sessionkeeper.sidecar.session.Sessions;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.simulator.SimulatorOptions;
import dev.sessionkeeper.simulator.control.Fault;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is done while the Auth server gives no answer that may be believed: little, and in time.
class UnavailableTest {
  private CoordinatorStage stage = CoordinatorStage.plain();

  @AfterEach
  void close() {
    stage.close();
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        arguments(status(401), UnavailableReason.MISCONFIGURED),
        arguments(status(403), UnavailableReason.MISCONFIGURED),
        arguments(status(404), UnavailableReason.MISCONFIGURED),
        arguments(status(408), UnavailableReason.TIMEOUT),
        arguments(status(409), UnavailableReason.CONFLICT),
        arguments(status(429), UnavailableReason.RATE_LIMITED),
        arguments(status(500), UnavailableReason.SERVER_ERROR),
        arguments(status(503), UnavailableReason.SERVER_ERROR),
        arguments(status(520), UnavailableReason.SERVER_ERROR),
        arguments(new Fault.Answer(200, Map.of(), "{}"), UnavailableReason.NOT_A_SESSION),
        arguments(
            new Fault.Answer(200, Map.of(), "<html>hello</html>"), UnavailableReason.NOT_A_SESSION),
        arguments(new Fault.TruncatedJson(), UnavailableReason.NOT_A_SESSION),
        arguments(new Fault.ResetBefore(), UnavailableReason.CONNECTION),
        arguments(new Fault.Hang(), UnavailableReason.TIMEOUT));
  }

  @ParameterizedTest
  @MethodSource("answers")
  @DisplayName("R15 an answer outside the closed list keeps the session, which is then refreshed")
  void anAnswerOutsideTheClosedListKeepsTheSession(Fault fault, UnavailableReason reason) {
    var session = stage.signUp();
    stage.onToken(fault, 2);

    var outcome = stage.refresh(session);
    stage.auth().simulator().faults().clear();
    stage.skip(Duration.ofSeconds(40));

    assertThat(reasonOf(outcome)).isEqualTo(reason);
    assertThat(stage.heard.ended).isEmpty();
    assertThat(stage.refresh(session)).isInstanceOf(Refreshed.class);
  }

  @Test
  @DisplayName("R16 the circuit opens, costs nothing while open, and closes by itself")
  void theCircuitOpensAndClosesByItself() {
    var sessions = IntStream.range(0, 12).mapToObj(this::newUser).toList();
    stage.onToken(status(503), 100);

    sessions.subList(0, 8).forEach(stage::refresh);
    var callsWhenOpen = stage.tokenCalls();
    var whileOpen = stage.refresh(sessions.get(8));
    stage.auth().simulator().faults().clear();
    stage.skip(Duration.ofSeconds(4));
    sessions.subList(9, 12).forEach(stage::refresh);

    assertThat(callsWhenOpen).isLessThan(8);
    assertThat(reasonOf(whileOpen)).isEqualTo(UnavailableReason.CIRCUIT_OPEN);
    assertThat(stage.heard.circuit)
        .containsExactly(
            CircuitState.CLOSED, CircuitState.OPEN, CircuitState.HALF_OPEN, CircuitState.CLOSED);
    assertThat(stage.refresh(sessions.get(8))).isInstanceOf(Refreshed.class);
  }

  @Test
  @DisplayName("R17 a rate limit without Retry-After stops all calls, longer each time")
  void aRateLimitStopsAllCalls() {
    var session = stage.signUp();
    var other = newUser(1);
    stage.onToken(new Fault.RateLimit(Optional.empty()), 2);

    var limited = stage.refresh(session);
    var meanwhile = stage.refresh(other);
    stage.skip(Duration.ofMillis(2_100));
    var again = stage.refresh(session);
    stage.skip(Duration.ofMillis(2_100));
    var stillLimited = stage.refresh(other);
    stage.skip(Duration.ofSeconds(2));

    assertThat(Stream.of(limited, meanwhile, again, stillLimited).map(UnavailableTest::reasonOf))
        .containsOnly(UnavailableReason.RATE_LIMITED);
    assertThat(stage.tokenCalls()).isEqualTo(2);
    assertThat(stage.refresh(other)).isInstanceOf(Refreshed.class);
  }

  @Test
  @DisplayName("R17 a rate limit with Retry-After stops all calls for that long")
  void aRateLimitWithRetryAfterStopsAllCallsForThatLong() {
    var session = stage.signUp();
    stage.onToken(new Fault.RateLimit(Optional.of(20)), 1);
    stage.refresh(session);

    stage.skip(Duration.ofSeconds(19));
    var early = stage.refresh(session);
    stage.skip(Duration.ofSeconds(2));

    assertThat(reasonOf(early)).isEqualTo(UnavailableReason.RATE_LIMITED);
    assertThat(stage.refresh(session)).isInstanceOf(Refreshed.class);
  }

  @Test
  void aHangingServerHoldsNobodyLongerThanTheTimeOut() {
    stage.close();
    stage = CoordinatorStage.with(SimulatorOptions.defaults(), withTimeout(Duration.ofMillis(600)));
    var session = stage.signUp();
    stage.onToken(new Fault.Hang(), 2);

    var outcome = stage.refresh(session);

    assertThat(reasonOf(outcome)).isEqualTo(UnavailableReason.TIMEOUT);
    assertThat(stage.tokenCalls()).isEqualTo(2);
  }

  @Test
  void anEarlyRefreshThatFailedIsTriedAgainAfterAQuarterOfAMinute() {
    var session = stage.signUp();
    stage.onToken(status(503), 1);
    stage.refreshEarly(session);

    var soon = stage.refreshEarly(session);
    stage.skip(Duration.ofSeconds(15));

    assertThat(reasonOf(soon)).isEqualTo(UnavailableReason.SERVER_ERROR);
    assertThat(stage.tokenCalls()).isEqualTo(1);
    assertThat(stage.refreshEarly(session)).isInstanceOf(Refreshed.class);
  }

  @Test
  @DisplayName("R20 the same garbage is presented once")
  void theSameGarbageIsPresentedOnce() {
    var garbage = garbage(stage.signUp(), 0);

    IntStream.range(0, 50).forEach(_ -> stage.refresh(garbage));

    assertThat(stage.tokenCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName("R20 a thousand garbage tokens reach the Auth server at a bounded rate")
  void aThousandGarbageTokensReachTheAuthServerAtABoundedRate() {
    stage.close();
    stage = CoordinatorStage.with(SimulatorOptions.defaults(), UnavailableTest::narrow);
    // The first call opens a connection.
    stage.refreshed(stage.signUp());
    stage.onToken(new Fault.Delay(Duration.ofMillis(50)), 1_000);
    var sessions = IntStream.range(0, 1_000).mapToObj(UnavailableTest::garbage).toList();

    var began = System.nanoTime();
    var all = sessions.stream().map(session -> stage.start(session, RefreshCause.EXPIRED)).toList();
    AuthStage.answer(Future.all(all));

    var counts = stage.auth().simulator().calls().counts();
    assertThat(counts.mostOpen()).isLessThanOrEqualTo(4);
    // A burst of 10, then 20 a second for as long as anybody waited.
    var seconds = Math.ceilDiv(System.nanoTime() - began, 1_000_000_000L);
    assertThat(stage.tokenCalls()).isBetween(2L, 1 + 10 + 20 * seconds);
  }

  @Test
  @DisplayName(
      "R20 invented refresh tokens of one sign-in wait in a short line and all get an answer")
  void inventedRefreshTokensOfOneSignInWaitInAShortLine() {
    var session = stage.signUp();
    stage.onToken(new Fault.Delay(Duration.ofMillis(50)), 1_000);

    var all = new ArrayList<Future<RefreshOutcome>>();
    IntStream.range(0, 500)
        .forEach(i -> all.add(stage.start(garbage(session, i), RefreshCause.EXPIRED)));
    AuthStage.answer(Future.all(all));

    assertThat(stage.tokenCalls()).isLessThan(100);
    assertThat(all.stream().map(Future::result).filter(Unavailable.class::isInstance))
        .hasSizeGreaterThan(300)
        .allSatisfy(o -> assertThat(reasonOf(o)).isEqualTo(UnavailableReason.OVERLOADED));
    assertThat(stage.refresh(session)).isInstanceOf(Refreshed.class);
  }

  @Test
  void flightsOfOneSignInFollowOneAnother() {
    var first = stage.signUp();
    var second = stage.refreshed(first);
    stage.restart();
    stage.onToken(new Fault.Delay(Duration.ofMillis(100)), 2);

    var both =
        Future.all(
            stage.start(first, RefreshCause.EXPIRED), stage.start(second, RefreshCause.EXPIRED));
    AuthStage.answer(both);

    assertThat(stage.auth().simulator().calls().counts().mostOpen()).isEqualTo(1);
  }

  private Session newUser(int number) {
    return stage.auth().signUp("user" + number + "@example.com");
  }

  private static UnaryOperator<Refresh> withTimeout(Duration timeout) {
    return rules -> with(rules, timeout, 32, 1_000, 1_000);
  }

  private static Refresh narrow(Refresh rules) {
    return with(rules, Duration.ofSeconds(3), 4, 20, 10);
  }

  private static Refresh with(
      Refresh rules, Duration timeout, int concurrent, int perSecond, int burst) {
    return new Refresh(
        rules.margin(),
        rules.early(),
        timeout,
        rules.onUnavailable(),
        concurrent,
        perSecond,
        burst,
        rules.replay(),
        rules.replayBytes(),
        rules.sharedStore());
  }

  /// Of a sign-in of its own, so that no line of one sign-in holds it back.
  private static Session garbage(int number) {
    var accessToken = Sessions.jwt("s" + number, 1_000, 2_000);
    return Sessions.of(accessToken, "garbage%05d".formatted(number), 2_000);
  }

  private static Session garbage(Session session, int number) {
    var token = new RefreshToken("garbage%05d".formatted(number));
    var json = session.json().replace(session.refreshToken().value(), token.value());
    return SessionText.ofStored(json).orElseThrow();
  }

  private static UnavailableReason reasonOf(RefreshOutcome outcome) {
    return switch (outcome) {
      case Unavailable(var reason, _) -> reason;
      case RefreshOutcome other -> throw new AssertionError("expected no answer, found " + other);
    };
  }

  private static Fault status(int status) {
    return new Fault.Answer(status, Map.of(), "nothing to read");
  }
}
