package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.SidecarConfig.VerifyMode;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `session`, `token` and `refresh`: what a script is told, and when the session is refreshed for
/// it.
class TokenEndpointTest {
  private static final Fault AWAY = new Fault.Answer(503, Map.of(), "away");

  private final EndpointStage endpoints = EndpointStage.open();
  private final Session session = endpoints.signUp();

  @AfterEach
  void close() {
    endpoints.close();
  }

  @Test
  void theSessionIsToldWithoutItsTokens() {
    var answer = endpoints.asks("GET", "session", session);

    assertThat(EndpointStage.json(answer).getMap())
        .isEqualTo(
            Map.of(
                "signed_in",
                true,
                "user_id",
                session.claims().subject().orElseThrow(),
                "expires_at",
                (int) session.expiresAt().orElseThrow().getEpochSecond()));
    assertThat(endpoints.counted("session", "answered")).isEqualTo(1);
  }

  @Test
  void nobodyIsSignedInWithoutASession() {
    var answer = endpoints.sends("GET", "session", EndpointStage.OURS);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"signed_in\":false}");
    assertThat(endpoints.counted("session", "anonymous")).isEqualTo(1);
  }

  @Test
  void theTokenIsThatOfTheSession() {
    var answer = endpoints.asks("GET", "token", session);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.value("Content-Type")).isEqualTo("application/json");
    assertThat(EndpointStage.json(answer).getString("access_token"))
        .isEqualTo(session.accessToken().value());
    assertThat(EndpointStage.json(answer).getString("token_type")).isEqualTo("bearer");
    assertThat(answer.body()).doesNotContain(session.refreshToken().value());
    assertThat(answer.setCookies()).isEmpty();
  }

  @Test
  void anExpiredSessionIsRefreshedForTheToken() {
    var expired = endpoints.signedUpBefore(Duration.ofHours(2));

    var answer = endpoints.asks("GET", "token", expired);

    var written = Sessions.inLines(answer.setCookies());
    assertThat(EndpointStage.json(answer).getString("access_token"))
        .isEqualTo(written.accessToken().value())
        .isNotEqualTo(expired.accessToken().value());
    assertThat(lifeOf(answer)).isGreaterThan(Duration.ofSeconds(95));
    assertThat(endpoints.stage().refreshes()).isEqualTo(1);
  }

  @Test
  void r1ManyScriptsThatNeedATokenCostOneCall() {
    var expired = Sessions.field(Sessions.expired(session));

    var browsers =
        IntStream.range(0, 20)
            .mapToObj(i -> endpoints.starts("GET", "token", EndpointStage.OURS, expired))
            .toList();
    var tokens =
        browsers.stream()
            .map(browser -> EndpointStage.json(browser.response()).getString("access_token"))
            .distinct()
            .toList();

    assertThat(tokens).hasSize(1);
    assertThat(endpoints.stage().refreshes()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"token, 401, no-session", "refresh, 401, no-session"})
  void aForgedSessionIsNone(String endpoint, int status, String type) {
    var forged = Sessions.claimingToBeNewer(session);

    var answer = endpoints.asks(endpoint.equals("token") ? "GET" : "POST", endpoint, forged);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(EndpointStage.problem(answer)).isEqualTo(type);
    assertThat(endpoints.stage().refreshes()).isZero();
  }

  @Test
  void aSessionThatNobodyCanVerifyIsNotHandedOut() {
    try (var unsure = EndpointStage.with(new TestConfig().mode(VerifyMode.USER))) {
      var unverified = unsure.signUp();
      unsure.stage().auth().faults().add(FaultRule.onEverything(AWAY));

      var answer = unsure.asks("GET", "token", unverified);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).doesNotContain("access_token");
    }
  }

  @Test
  void whileTheAuthServerIsAwayTheSessionIsKept() {
    unavailable();

    var answer = endpoints.asks("GET", "token", Sessions.expired(session));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(EndpointStage.problem(answer)).isEqualTo("unavailable");
    assertThat(answer.value("Retry-After")).isNotEqualTo("0");
    assertThat(answer.setCookies()).isEmpty();
    assertThat(endpoints.counted("token", "unavailable")).isEqualTo(1);
  }

  @Test
  void aSessionThatTheAuthServerEndedIsDeleted() {
    endpoints.asks("POST", "sign-out", session);

    var answer = endpoints.asks("GET", "token", Sessions.expired(session));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.setCookies()).hasSize(1).allMatch(line -> line.contains("Max-Age=0"));
  }

  @Test
  void aYoungTokenIsNotRefreshedAgain() {
    for (var i = 0; i < 20; i++) {
      var answer = endpoints.asks("POST", "refresh", session);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.setCookies()).isEmpty();
    }
    assertThat(endpoints.stage().refreshes()).isZero();
  }

  @Test
  void aSessionWithoutARefreshTokenIsToldAsItIs() {
    var single = Sessions.changed(older(), "refresh_token", "");

    var answer = endpoints.asks("POST", "refresh", single);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(EndpointStage.json(answer).getBoolean("signed_in")).isTrue();
    assertThat(answer.setCookies()).isEmpty();
    assertThat(endpoints.stage().refreshes()).isZero();
  }

  @Test
  void anOlderTokenIsRefreshedBeforeItsTime() {
    var older = older();

    var answer = endpoints.asks("POST", "refresh", older);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(EndpointStage.json(answer).getBoolean("signed_in")).isTrue();
    assertThat(answer.body()).doesNotContain("token");
    assertThat(Sessions.inLines(answer.setCookies()).accessToken())
        .isNotEqualTo(older.accessToken());
    assertThat(
            endpoints
                .stage()
                .metric(
                    "sessionkeeper_refreshes_total{cause=\"asked\",outcome=\"refreshed\",source=\"auth_server\"}"))
        .isEqualTo(1);
  }

  @Test
  void aStormOfRefreshesIsOneCall() {
    var older = Sessions.field(older());

    var browsers =
        IntStream.range(0, 30)
            .mapToObj(i -> endpoints.starts("POST", "refresh", EndpointStage.OURS, older))
            .toList();
    browsers.forEach(browser -> assertThat(browser.response().status()).isEqualTo(200));
    endpoints.sends("POST", "refresh", EndpointStage.OURS, older);

    assertThat(endpoints.stage().refreshes()).isEqualTo(1);
  }

  @Test
  void aRefreshThatFailsKeepsTheSession() {
    var older = older();
    unavailable();

    var answer = endpoints.asks("POST", "refresh", older);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(EndpointStage.problem(answer)).isEqualTo("unavailable");
    assertThat(answer.setCookies()).isEmpty();
    assertThat(endpoints.asks("GET", "token", older).status()).isEqualTo(200);
  }

  @Test
  void aRefreshThatIsRefusedSaysSoAndKeepsTheValidToken() {
    var older = older();
    endpoints.asks("POST", "sign-out", older);

    var answer = endpoints.asks("POST", "refresh", older);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(EndpointStage.problem(answer)).isEqualTo("session-ended");
    assertThat(answer.setCookies()).isEmpty();
  }

  @Test
  void aBodyIsIgnored() {
    var browser =
        endpoints.starts(
            "POST",
            "refresh",
            EndpointStage.OURS,
            Sessions.field(session),
            "Content-Type: application/json",
            "Content-Length: 13");
    browser.send("{\"evil\":true}");

    assertThat(browser.response().status()).isEqualTo(200);
    browser.send(
        Wire.request(
            "GET", "/.sessionkeeper/session", EndpointStage.OURS, Sessions.field(session)));
    assertThat(browser.response().status()).isEqualTo(200);
  }

  @Test
  void rule7NoTokenIsLogged() {
    try (var log = LogLines.listen()) {
      var expired = Sessions.expired(session);
      endpoints.asks("GET", "token", expired);
      unavailable();
      endpoints.asks("POST", "refresh", expired);
      endpoints.asks("POST", "sign-out", expired);

      assertThat(List.of(log.texts(), endpoints.stage().scrape()).toString())
          .doesNotContain("eyJ", "base64-", session.refreshToken().value());
    }
  }

  /// A session whose token was issued a while ago.
  private Session older() {
    return endpoints.signedUpBefore(Duration.ofMinutes(2));
  }

  private void unavailable() {
    endpoints.stage().auth().faults().add(FaultRule.onEveryToken(AWAY));
  }

  private static Duration lifeOf(Message answer) {
    var end = EndpointStage.json(answer).getLong("expires_at");
    return Duration.ofSeconds(end - Clock.systemUTC().instant().getEpochSecond());
  }
}
