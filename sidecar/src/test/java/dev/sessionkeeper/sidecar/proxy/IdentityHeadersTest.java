package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.IdentityConfig.Claim;
import dev.sessionkeeper.contract.IdentityConfig.TokenHeader;
import dev.sessionkeeper.contract.SidecarConfig.VerifyMode;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the application is told about the user, and what it is never told.
class IdentityHeadersTest {
  private static final String USER = "X-Sessionkeeper-User";

  private final Stage stage =
      Stage.with(
          new TestConfig()
              .identity(TokenHeader.AUTHORIZATION, Claim.USER, Claim.EMAIL, Claim.ROLE));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("P10 a verified session is told, and again from what is remembered of it")
  void aVerifiedSessionIsTold() {
    var session = stage.signUp();

    for (var i = 0; i < 2; i++) {
      stage.browser().send(Wire.request("GET", "/", Sessions.field(session)));
      var request = stage.app().answerWith("Connection: close");

      assertThat(request.value(USER)).isEqualTo(session.claims().subject().orElseThrow());
      assertThat(request.value("X-Sessionkeeper-Email")).isEqualTo("ada@example.com");
      assertThat(request.value("X-Sessionkeeper-Role")).isEqualTo("authenticated");
      assertThat(request.value("Authorization")).isEqualTo("Bearer " + token(session));
      assertThat(request.names()).doesNotContain("X-Sessionkeeper-Session");
    }
  }

  @Test
  @DisplayName("P10 a refreshed session is told with its new token")
  void aRefreshedSessionIsTold() {
    var expired = Sessions.expired(stage.signUp());

    stage.browser().send(Wire.request("GET", "/", Sessions.field(expired)));
    var request = stage.app().answer(App.OK);

    assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("refreshed");
    assertThat(request.value(USER)).isEqualTo(expired.claims().subject().orElseThrow());
    assertThat(request.value("Authorization"))
        .isEqualTo("Bearer " + token(Sessions.inHeader(request.value("Cookie"))));
  }

  @Test
  @DisplayName("P10 nothing is told of a forged session, whatever it claims")
  void aForgedSessionIsNotTold() {
    var forged = Sessions.claimingToBeNewer(stage.signUp());

    stage.browser().send(Wire.request("GET", "/", Sessions.field(forged)));

    assertNothingIsTold(stage.app().answer(App.OK));
  }

  @Test
  @DisplayName("P10 nothing is told of a session that nobody can verify now")
  void anUnverifiableSessionIsNotTold() {
    try (var unverifiable =
        Stage.with(
            new TestConfig()
                .mode(VerifyMode.USER)
                .identity(TokenHeader.AUTHORIZATION, Claim.USER))) {
      var session = unverifiable.signUp();
      unverifiable.auth().faults().add(FaultRule.onEverything(new Fault.ResetBefore()));
      unverifiable.browser().send(Wire.request("GET", "/", Sessions.field(session)));

      assertNothingIsTold(unverifiable.app().answer(App.OK));
    }
  }

  @Test
  @DisplayName("P10 an expired session that cannot be refreshed is not told")
  void anExpiredSessionIsNotTold() {
    var ended = Sessions.changed(Sessions.expired(stage.signUp()), "refresh_token", "nobodyknows1");

    stage.browser().send(Wire.request("GET", "/", Sessions.field(ended)));

    assertNothingIsTold(stage.app().answer(App.OK));
  }

  @ParameterizedTest(name = "P10 {0} of a client is stripped on every route")
  @ValueSource(
      strings = {
        "X-Sessionkeeper-User",
        "x-sessionkeeper-user",
        "X_Sessionkeeper_User",
        "X-Sessionkeeper_User",
        "x.sessionkeeper.user",
        "X!Sessionkeeper~User",
        "X-SESSIONKEEPER-ANYTHING"
      })
  void copiesOfClientsAreStripped(String name) {
    var session = stage.signUp();

    for (var path : new String[] {"/", "/static/x", "/api/x"}) {
      stage.browser().send(Wire.request("GET", path, Sessions.field(session), name + ": forged"));

      assertThat(stage.app().answerWith("Connection: close").toString()).doesNotContain("forged");
    }
  }

  @Test
  @DisplayName("P10 fields of proxies with any sign for - are stripped even if a proxy is trusted")
  void disguisedFieldsOfProxiesAreStripped() {
    try (var trusting = Stage.with(new TestConfig().trustedProxies("127.0.0.1/32"))) {
      trusting
          .browser()
          .send(Wire.request("GET", "/", "X.Forwarded.For: forged", "x!real!ip: forged"));

      assertThat(trusting.app().answer(App.OK).toString()).doesNotContain("forged");
    }
  }

  @Test
  @DisplayName("a visitor's own Authorization stays, and is the only one")
  void anOwnAuthorizationStays() {
    var own = "Authorization: Basic b3du";

    stage.browser().send(Wire.request("GET", "/", Sessions.field(stage.signUp()), own));

    assertThat(stage.app().answer(App.OK).values("Authorization")).containsExactly("Basic b3du");
  }

  @Test
  @DisplayName("rule 6: on an ignored route nothing is told")
  void ignoredRoutesTellNothing() {
    stage.browser().send(Wire.request("GET", "/static/x", Sessions.field(stage.signUp())));

    assertNothingIsTold(stage.app().answer(App.OK));
  }

  @Test
  @DisplayName("without the policy's word nothing is told")
  void nothingIsToldByDefault() {
    try (var plain = Stage.open()) {
      plain.browser().send(Wire.request("GET", "/", Sessions.field(plain.signUp())));

      assertNothingIsTold(plain.app().answer(App.OK));
    }
  }

  private static void assertNothingIsTold(Message request) {
    assertThat(request.has("Authorization")).isFalse();
    assertThat(request.names())
        .filteredOn(name -> name.toLowerCase(Locale.ROOT).startsWith("x-sessionkeeper-"))
        .isSubsetOf("X-Sessionkeeper-State");
  }

  private static String token(Session session) {
    return session.accessToken().value();
  }
}
