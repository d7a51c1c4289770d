package dev.sessionkeeper.sidecar.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.AccessToken;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.simulator.SimulatorOptions;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the server says about access tokens, keys and itself.
class UserKeysHealthTest {
  private final AuthStage stage = AuthStage.with(SimulatorOptions.defaults());

  @AfterEach
  void close() {
    stage.close();
  }

  private void onEverything(int status, String body) {
    stage.simulator().faults().clear();
    stage
        .simulator()
        .faults()
        .add(FaultRule.onEverything(new Fault.Answer(status, Map.of(), body)));
  }

  private UserAnswer user(AccessToken token) {
    return AuthStage.answer(stage.server().user(token, AuthStage.PATIENCE));
  }

  private KeysAnswer keys() {
    return AuthStage.answer(stage.server().keys(AuthStage.PATIENCE));
  }

  private HealthAnswer health() {
    return AuthStage.answer(stage.server().health(AuthStage.PATIENCE));
  }

  @Test
  void aGoodTokenIsAcceptedWithItsUser() {
    var session = stage.signUp();

    assertThat(user(session.accessToken()))
        .isEqualTo(new UserAnswer.Accepted(session.claims().subject().orElseThrow()));
  }

  @Test
  void aForgedTokenIsRefused() {
    var session = stage.signUp();

    assertThat(user(new AccessToken(session.accessToken().value() + "x")))
        .isEqualTo(new UserAnswer.Refused("bad_jwt"));
  }

  @Test
  void theTokenOfAnEndedSessionIsRefused() {
    var session = stage.signUp();
    stage.signOut(session);

    assertThat(user(session.accessToken())).isEqualTo(new UserAnswer.Refused("session_not_found"));
  }

  @ParameterizedTest
  @MethodSource("answersAboutNobody")
  void everythingElseSaysNothingAboutTheToken(int status, String body, UnavailableReason reason) {
    var session = stage.signUp();
    onEverything(status, body);

    assertThat(user(session.accessToken())).isEqualTo(new UserAnswer.Unavailable(reason));
  }

  static Stream<Arguments> answersAboutNobody() {
    return Stream.of(
        Arguments.of(200, "<html>", UnavailableReason.UNEXPECTED),
        Arguments.of(200, "{\"id\":7}", UnavailableReason.UNEXPECTED),
        Arguments.of(401, "{\"code\":\"no_authorization\"}", UnavailableReason.MISCONFIGURED),
        Arguments.of(401, "Unauthorized", UnavailableReason.MISCONFIGURED),
        Arguments.of(403, "{\"code\":\"other\"}", UnavailableReason.MISCONFIGURED),
        Arguments.of(429, "", UnavailableReason.RATE_LIMITED),
        Arguments.of(500, "{\"code\":\"bad_jwt\"}", UnavailableReason.SERVER_ERROR),
        Arguments.of(503, "", UnavailableReason.SERVER_ERROR));
  }

  @Test
  void theKeysAreWhatTheServerPublishes() {
    assertThat(keys()).isEqualTo(new KeysAnswer.Keys("{\"keys\":[]}"));
  }

  @ParameterizedTest
  @CsvSource({
    "200, <html>, UNEXPECTED",
    "200, [], UNEXPECTED",
    "404, nothing, MISCONFIGURED",
    "301, moved, MISCONFIGURED",
    "500, sorry, SERVER_ERROR"
  })
  void everythingElseIsNoKeys(int status, String body, UnavailableReason reason) {
    onEverything(status, body);

    assertThat(keys()).isEqualTo(new KeysAnswer.Unavailable(reason));
  }

  @Test
  void anAuthServerNamesItsVersion() {
    assertThat(health()).isInstanceOf(HealthAnswer.Healthy.class);
  }

  @ParameterizedTest
  @CsvSource({"v2.196.0, v2.196.0", "<b>, unknown", "'', unknown"})
  void aVersionIsToldOnlyWhereItIsUsual(String told, String version) {
    onEverything(200, "{\"name\":\"GoTrue\",\"version\":\"" + told + "\"}");

    assertThat(health()).isEqualTo(new HealthAnswer.Healthy(version));
  }

  @Test
  void aBareServerUnderTheGatewaysPathIsAWrongUrl() {
    var client = stage.client(stage.simulator().url() + "/auth/v1");

    assertThat(AuthStage.answer(client.health(AuthStage.PATIENCE)))
        .isEqualTo(
            new HealthAnswer.NotSupabase(
                "is 404: a bare Auth server has no /auth/v1, a gateway has"));
  }

  @ParameterizedTest
  @MethodSource("answersOfStrangers")
  void aWrongUrlIsToldFromADeadServer(int status, String body, HealthAnswer expected) {
    onEverything(status, body);

    assertThat(health()).isEqualTo(expected);
  }

  static Stream<Arguments> answersOfStrangers() {
    var stranger =
        new HealthAnswer.NotSupabase("is 200 from something that does not call itself GoTrue");
    return Stream.of(
        Arguments.of(200, "<html>", stranger),
        Arguments.of(200, "{\"name\":\"Nginx\"}", stranger),
        Arguments.of(302, "", new HealthAnswer.NotSupabase("has the status 302")),
        Arguments.of(
            401, "{\"message\":\"No API key found in request\"}", new HealthAnswer.KeyRefused()),
        Arguments.of(401, "Unauthorized", new HealthAnswer.KeyRefused()),
        Arguments.of(403, "", new HealthAnswer.KeyRefused()),
        Arguments.of(408, "", new HealthAnswer.Unreachable(UnavailableReason.TIMEOUT)),
        Arguments.of(429, "", new HealthAnswer.Unreachable(UnavailableReason.RATE_LIMITED)),
        Arguments.of(502, "", new HealthAnswer.Unreachable(UnavailableReason.SERVER_ERROR)));
  }

  @Test
  void aMissingKeyIsNotAKeyThatIsRefused() {
    var reply = new AuthReply.Answer(401, Map.of(), "Unauthorized");

    assertThat(HealthClassifier.judge(reply, Optional.empty()))
        .isEqualTo(new HealthAnswer.Unreachable(UnavailableReason.SECRET_MISSING));
  }

  @Test
  void aStoppedServerIsUnreachable() {
    stage.simulator().stop().await();

    assertThat(health()).isEqualTo(new HealthAnswer.Unreachable(UnavailableReason.CONNECTION));
    assertThat(keys()).isEqualTo(new KeysAnswer.Unavailable(UnavailableReason.CONNECTION));
  }
}
