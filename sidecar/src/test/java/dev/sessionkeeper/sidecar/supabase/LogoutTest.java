package dev.sessionkeeper.sidecar.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.SidecarConfig.SignOutScope;
import dev.sessionkeeper.sidecar.session.AccessToken;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.simulator.SimulatorOptions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// `POST /logout`, and what is believed of its answers.
class LogoutTest {
  private final AuthStage auth = AuthStage.with(SimulatorOptions.defaults());

  @AfterEach
  void close() {
    auth.close();
  }

  @ParameterizedTest
  @EnumSource
  void theScopeGoesToTheServer(SignOutScope scope) {
    var session = auth.signUp();

    var answer = logout(session.accessToken(), scope);

    assertThat(answer).isEqualTo(new LogoutAnswer.Ended());
    assertThat(auth.simulator().calls().lastCalls().getLast().query())
        .isEqualToIgnoringCase("scope=" + scope);
  }

  @Test
  void endingTwiceIsEndingOnce() {
    var session = auth.signUp();
    logout(session.accessToken(), SignOutScope.LOCAL);

    assertThat(logout(session.accessToken(), SignOutScope.LOCAL))
        .isEqualTo(new LogoutAnswer.Ended());
  }

  @Test
  void aTokenThatIsNoHeaderTextIsNotSent() {
    var answer = logout(new AccessToken("a\r\nb"), SignOutScope.GLOBAL);

    assertThat(answer).isInstanceOf(LogoutAnswer.Unavailable.class);
    assertThat(auth.simulator().calls().counts().total()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "401, '', MISCONFIGURED",
    "403, '', MISCONFIGURED",
    "403, bad_jwt, MISCONFIGURED",
    "404, '', MISCONFIGURED",
    "408, '', TIMEOUT",
    "429, '', RATE_LIMITED",
    "500, session_not_found, SERVER_ERROR",
    "200, session_not_found, NOT_A_SESSION",
  })
  void whatAGatewaySaysEndsNothing(int status, String code, UnavailableReason reason) {
    assertThat(judged(status, code)).isEqualTo(new LogoutAnswer.Unavailable(reason));
  }

  @ParameterizedTest
  @CsvSource({"204, ''", "403, session_not_found", "403, user_not_found", "403, user_banned"})
  void theServersOwnWordEndsIt(int status, String code) {
    assertThat(judged(status, code)).isEqualTo(new LogoutAnswer.Ended());
  }

  private LogoutAnswer logout(AccessToken token, SignOutScope scope) {
    return AuthStage.answer(auth.server().logout(token, scope, AuthStage.PATIENCE));
  }

  private static LogoutAnswer judged(int status, String code) {
    var headers =
        Optional.of(code)
            .filter(text -> !text.isEmpty())
            .map(text -> Map.of("x-sb-error-code", text))
            .orElse(Map.of());
    return LogoutClassifier.judge(new AuthReply.Answer(status, headers, ""));
  }
}
