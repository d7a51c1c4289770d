package dev.sessionkeeper.sidecar.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.RefreshToken;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.simulator.SimulatorOptions;
import dev.sessionkeeper.simulator.control.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a refresh means when the server, or something before it, misbehaves.
class LostAnswersTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String HTML = "<!DOCTYPE html><title>Welcome to our Wi-Fi</title>";

  private AuthStage stage;
  private Session session;

  @BeforeEach
  void signUp() {
    stage = AuthStage.with(SimulatorOptions.defaults());
    session = stage.signUp();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aRefreshBuysTheNextSessionOfTheSameSignIn() {
    var answer = stage.refresh(session.refreshToken());

    var next = success(answer).session();
    assertThat(next.refreshToken()).isNotEqualTo(session.refreshToken());
    assertThat(next.claims().sessionId()).isEqualTo(session.claims().sessionId());
  }

  @ParameterizedTest
  @MethodSource("afterTheRotation")
  @DisplayName("R7 an answer lost after the rotation may be asked for again, and then comes")
  void anAnswerLostAfterTheRotationMayBeAskedForAgain(Fault fault, UnavailableReason reason) {
    stage.onNextToken(fault);

    var first = refreshWithin(SHORT);
    var second = stage.refresh(session.refreshToken());

    assertThat(first).isEqualTo(new TokenAnswer.Unavailable(reason, Optional.empty(), Repeat.SAFE));
    assertThat(success(second).session().claims().subject()).isEqualTo(session.claims().subject());
    assertThat(success(second).reuseCause()).isEqualTo(ReuseCause.NONE);
  }

  static Stream<Arguments> afterTheRotation() {
    var trickle = new Fault.Trickle(Duration.ofMillis(100), 20);
    return Stream.of(
        Arguments.of(new Fault.ResetAfter(), UnavailableReason.CONNECTION),
        Arguments.of(new Fault.CutBody(), UnavailableReason.CONNECTION),
        Arguments.of(new Fault.HangAfter(), UnavailableReason.TIMEOUT),
        Arguments.of(trickle, UnavailableReason.TIMEOUT));
  }

  @ParameterizedTest
  @MethodSource("beforeTheRotation")
  @DisplayName("R7 a request lost before the rotation may be sent again, and then rotates")
  void aRequestLostBeforeTheRotationMayBeSentAgain(Fault fault, UnavailableReason reason) {
    stage.onNextToken(fault);

    var first = refreshWithin(SHORT);
    var second = stage.refresh(session.refreshToken());

    assertThat(first).isEqualTo(new TokenAnswer.Unavailable(reason, Optional.empty(), Repeat.SAFE));
    assertThat(second).isInstanceOf(TokenAnswer.Success.class);
  }

  static Stream<Arguments> beforeTheRotation() {
    return Stream.of(
        Arguments.of(new Fault.ResetBefore(), UnavailableReason.CONNECTION),
        Arguments.of(new Fault.Hang(), UnavailableReason.TIMEOUT),
        Arguments.of(new Fault.Delay(Duration.ofSeconds(2)), UnavailableReason.TIMEOUT));
  }

  @ParameterizedTest
  @MethodSource("uselessAnswers")
  @DisplayName("R15 an answer that proves nothing keeps the session")
  void anAnswerThatProvesNothingKeepsTheSession(Fault fault, UnavailableReason reason) {
    stage.onNextToken(fault);

    var answer = stage.refresh(session.refreshToken());

    assertThat(answer)
        .isInstanceOfSatisfying(
            TokenAnswer.Unavailable.class,
            unavailable -> assertThat(unavailable.reason()).isEqualTo(reason));
  }

  static Stream<Arguments> uselessAnswers() {
    return Stream.of(
        Arguments.of(new Fault.TruncatedJson(), UnavailableReason.NOT_A_SESSION),
        Arguments.of(status(200, HTML), UnavailableReason.NOT_A_SESSION),
        Arguments.of(status(200, "{}"), UnavailableReason.NOT_A_SESSION),
        Arguments.of(status(204, ""), UnavailableReason.NOT_A_SESSION),
        Arguments.of(status(401, "Unauthorized"), UnavailableReason.MISCONFIGURED),
        Arguments.of(status(403, HTML), UnavailableReason.MISCONFIGURED),
        Arguments.of(status(404, "404 page not found"), UnavailableReason.MISCONFIGURED),
        Arguments.of(status(408, ""), UnavailableReason.TIMEOUT),
        Arguments.of(status(409, ""), UnavailableReason.CONFLICT),
        Arguments.of(status(500, "{\"code\":\"user_banned\"}"), UnavailableReason.SERVER_ERROR),
        Arguments.of(status(502, HTML), UnavailableReason.SERVER_ERROR),
        Arguments.of(status(503, ""), UnavailableReason.SERVER_ERROR),
        Arguments.of(status(504, ""), UnavailableReason.SERVER_ERROR),
        Arguments.of(status(520, HTML), UnavailableReason.SERVER_ERROR),
        Arguments.of(status(530, HTML), UnavailableReason.SERVER_ERROR),
        Arguments.of(new Fault.RateLimit(Optional.empty()), UnavailableReason.RATE_LIMITED));
  }

  private static Fault status(int status, String body) {
    return new Fault.Answer(status, Map.of(), body);
  }

  @Test
  void thePauseThatTheServerAskedForIsPassedOn() {
    stage.onNextToken(new Fault.RateLimit(Optional.of(7)));

    assertThat(stage.refresh(session.refreshToken()))
        .isEqualTo(
            new TokenAnswer.Unavailable(
                UnavailableReason.RATE_LIMITED,
                Optional.of(Duration.ofSeconds(7)),
                Repeat.USELESS));
  }

  @Test
  void aTokenThatNobodyKnowsEndsTheSession() {
    assertThat(stage.refresh(new RefreshToken("aaaabbbbcccc")))
        .isInstanceOf(TokenAnswer.Fatal.class);
  }

  @Test
  void anAllowanceThatIsUsedUpIsATimeOutWithoutACall() {
    var answer = refreshWithin(Duration.ZERO);

    assertThat(answer)
        .isEqualTo(
            new TokenAnswer.Unavailable(UnavailableReason.TIMEOUT, Optional.empty(), Repeat.SAFE));
    assertThat(stage.simulator().calls().counts().refreshes()).isZero();
  }

  private TokenAnswer refreshWithin(Duration timeout) {
    return AuthStage.answer(stage.server().refresh(session.refreshToken(), timeout));
  }

  private static TokenAnswer.Success success(TokenAnswer answer) {
    assertThat(answer).isInstanceOf(TokenAnswer.Success.class);
    return (TokenAnswer.Success) answer;
  }
}
