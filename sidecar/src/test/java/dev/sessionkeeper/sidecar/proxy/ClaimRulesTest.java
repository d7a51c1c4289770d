package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.RouteConfig.Assurance;
import dev.sessionkeeper.contract.RouteConfig.ClaimRule;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.sidecar.session.Session;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Routes that ask for more than a session: assurance, roles, claims.
class ClaimRulesTest {
  private static final String NAVIGATE = "Sec-Fetch-Mode: navigate";
  private static final String SCRIPT = "Sec-Fetch-Mode: cors";
  private static final Map<String, Object> SECOND_FACTOR = Map.of("aal", "aal2");

  private final Stage stage =
      Stage.with(
          new TestConfig()
              .routes(
                  TestConfig.demanding("/secure/*", Assurance.AAL2, "/mfa", List.of()),
                  TestConfig.demanding("/vault/*", Assurance.AAL2, "/vault", List.of()),
                  TestConfig.demanding("/admin/*", Assurance.AAL2, "/mfa", List.of("admin")),
                  TestConfig.demanding("/members/*", Assurance.AAL1, "", List.of("authenticated")),
                  TestConfig.demanding("/staff/*", Assurance.AAL1, "", List.of("admin", "staff")),
                  TestConfig.demanding(
                      "/pro/*",
                      Assurance.AAL1,
                      "",
                      List.of("authenticated"),
                      new ClaimRule("app_metadata.plans", List.of("pro", "team")),
                      new ClaimRule("is_anonymous", List.of("false"))),
                  TestConfig.route("/*", SessionRule.REFRESH, "")));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aNavigationOfTooLittleAssuranceIsSentToStepUpAndBack() {
    var response = denied("/secure/a?b=c", NAVIGATE, stage.signUp());

    assertThat(response.status()).isEqualTo(302);
    assertThat(response.value("Location")).isEqualTo("/mfa?next=%2Fsecure%2Fa%3Fb%3Dc");
    assertThat(response.value("Cache-Control")).isEqualTo(CacheSafety.NEVER);
    assertThat(response.has("Set-Cookie")).isFalse();
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  /// RFC 9470: the client is told what its user must do.
  @Test
  void aScriptOfTooLittleAssuranceIsTold403() {
    var response = denied("/secure/a", SCRIPT, stage.signUp());

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.value("WWW-Authenticate"))
        .startsWith("Bearer error=\"insufficient_user_authentication\"")
        .contains("acr_values=\"aal2\"");
    assertThat(new JsonObject(response.body()).getString("type"))
        .isEqualTo("urn:sessionkeeper:problem:assurance-too-low");
    assertThat(stage.metric("sessionkeeper_requests_total{rule=\"require\",state=\"forbidden\"}"))
        .isOne();
  }

  @Test
  void aSecondFactorPassesAndIsRemembered() {
    var session = Stage.saying(stage.signUp(), SECOND_FACTOR);

    assertThat(passed("/secure/a", session).status()).isEqualTo(200);
    assertThat(passed("/secure/b", session).status()).isEqualTo(200);
    assertThat(passed("/", session).status()).isEqualTo(200);
  }

  @Test
  void whatIsRememberedOfASessionTellsWhatItLacks() {
    var session = stage.signUp();

    assertThat(passed("/", session).status()).isEqualTo(200);
    assertThat(denied("/secure/a", SCRIPT, session).status()).isEqualTo(403);
    assertThat(denied("/secure/a", NAVIGATE, session).status()).isEqualTo(302);
    assertThat(passed("/", session).status()).isEqualTo(200);
  }

  @Test
  void withoutSessionTheSignInPageComesFirst() {
    assertThat(stage.browser().get("/secure/a", NAVIGATE).value("Location"))
        .isEqualTo("/login?next=%2Fsecure%2Fa");
  }

  @Test
  void aStepUpPageIsNeverSentToItself() {
    assertThat(denied("/vault", NAVIGATE, stage.signUp()).status()).isEqualTo(403);
    assertThat(denied("/vault/a", NAVIGATE, stage.signUp("b@example.com")).value("Location"))
        .isEqualTo("/vault?next=%2Fvault%2Fa");
  }

  @Test
  void aForgedAssuranceIsNoSession() {
    var forged = Sessions.saying(stage.signUp(), "another-secret", SECOND_FACTOR);

    assertThat(denied("/secure/a", NAVIGATE, forged).value("Location")).startsWith("/login");
    assertThat(denied("/secure/a", SCRIPT, forged).status()).isEqualTo(401);
  }

  @Test
  void aMissingRoleIsTold403WithoutAWayOut() {
    var response = denied("/staff/a", NAVIGATE, stage.signUp());

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.has("WWW-Authenticate")).isFalse();
    assertThat(new JsonObject(response.body()).getString("type"))
        .isEqualTo("urn:sessionkeeper:problem:claims-missing");
  }

  @Test
  void oneOfTheRolesIsEnough() {
    var staff = Stage.saying(stage.signUp(), Map.of("role", "staff"));

    assertThat(passed("/staff/a", staff).status()).isEqualTo(200);
  }

  @Test
  void whoLacksTheRoleIsNotAskedForAFactorInVain() {
    assertThat(denied("/admin/a", NAVIGATE, stage.signUp()).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'app_metadata': {'plans': 'pro'}, 'is_anonymous': false}",
        "{'app_metadata': {'plans': ['x', 'team']}, 'is_anonymous': false}",
      })
  void claimsThatAllHoldPass(String claims) {
    var session = Stage.saying(stage.signUp(), json(claims));

    assertThat(passed("/pro", session).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'is_anonymous': false}",
        "{'app_metadata': {'plans': ['free']}, 'is_anonymous': false}",
        "{'app_metadata': {'plans': ['pro']}, 'is_anonymous': true}",
        "{'app_metadata': {'plans': {'pro': 'pro'}}, 'is_anonymous': false}",
        "{'app_metadata': 'pro', 'is_anonymous': false}",
        "{'app_metadata.plans': 'pro', 'is_anonymous': false}",
        "{'app_metadata': {'plans': ['pro']}, 'is_anonymous': false, 'role': 'anon'}",
      })
  void oneClaimThatDoesNotHoldIsTold403(String claims) {
    var session = Stage.saying(stage.signUp(), json(claims));

    assertThat(denied("/pro", SCRIPT, session).status()).isEqualTo(403);
  }

  @Test
  void afterARefreshTheClaimsOfTheNewTokenCount() {
    var outdated =
        Sessions.expired(Stage.saying(stage.signUp(), Map.of("role", "admin", "aal", "aal2")));

    var response = denied("/staff/a", SCRIPT, outdated);

    assertThat(response.status()).isEqualTo(403);
    assertThat(Sessions.inLines(response.setCookies()).refreshToken())
        .isNotEqualTo(outdated.refreshToken());
    assertThat(stage.refreshes()).isOne();
  }

  @Test
  void aRightThatTheRefreshBringsIsUsedAtOnce() {
    var outdated = Sessions.expired(Stage.saying(stage.signUp(), Map.of("role", "anon")));

    var response = passed("/members/a", outdated);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.setCookies()).hasSize(1);
  }

  @Test
  void noAnswerHoldsAToken() {
    var session = stage.signUp();

    var answers =
        denied("/secure/a", SCRIPT, session).toString()
            + denied("/secure/a", NAVIGATE, session)
            + denied("/staff/a", SCRIPT, session);

    assertThat(answers).doesNotContain("eyJ", "base64-", session.refreshToken().value());
  }

  private Message denied(String target, String mode, Session session) {
    return stage.browser().get(target, mode, Sessions.field(session));
  }

  private Message passed(String target, Session session) {
    var browser = stage.browser().send(Wire.request("GET", target, Sessions.field(session)));
    stage.app().answerWith("Connection: close");
    return browser.response();
  }

  private static Map<String, Object> json(String text) {
    return new JsonObject(text.replace('\'', '"')).getMap();
  }
}
