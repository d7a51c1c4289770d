package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.contract.SidecarConfig.SignOutScope;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `POST sign-out`: the Auth server ends the session, the browser forgets it, and nothing on its
/// way brings it back.
class SignOutEndpointTest {
  private static final FaultRule AWAY =
      new FaultRule(new Fault.Answer(503, Map.of(), "away"), "/logout", 0, Optional.empty());

  private final EndpointStage endpoints = EndpointStage.open();
  private final Session session = endpoints.signUp();

  @AfterEach
  void close() {
    endpoints.close();
  }

  @Test
  void theAuthServerEndsTheSessionAndTheBrowserForgetsIt() {
    var answer = endpoints.asks("POST", "sign-out", session);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.setCookies())
        .containsExactly(
            TestConfig.COOKIE + "=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax");
    assertThat(answer.value("Cache-Control")).isEqualTo(CacheSafety.NEVER);
    assertThat(isAlive(endpoints, session)).isFalse();
    assertThat(endpoints.counted("sign_out", "answered")).isEqualTo(1);
  }

  @Test
  @DisplayName("C8 a sign-out deletes every chunk, in the scope of the host and of the domain")
  void everyChunkIsDeleted() {
    try (var wide = EndpointStage.with(new TestConfig().domain("example.com"))) {
      var large = Sessions.changed(wide.signUp(), "padding", "x".repeat(6_000));

      var answer = wide.asks("POST", "sign-out", large);

      assertThat(answer.setCookies())
          .hasSize(2 * Sessions.cookies(large).size())
          .hasSizeGreaterThan(2)
          .allMatch(line -> line.contains("=; Max-Age=0"))
          .filteredOn(line -> line.contains("Domain=example.com"))
          .hasSize(Sessions.cookies(large).size());
    }
  }

  @Test
  void codeVerifiersStay() {
    var answer =
        endpoints.sends(
            "POST",
            "sign-out",
            EndpointStage.OURS,
            Sessions.field(session) + "; " + TestConfig.COOKIE + "-code-verifier=x");

    assertThat(answer.setCookies()).hasSize(1);
  }

  @Test
  void anExpiredSessionIsEndedWithTheAuthServerToo() {
    var expired = endpoints.signedUpBefore(Duration.ofHours(2));

    var answer = endpoints.asks("POST", "sign-out", expired);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.setCookies()).hasSize(1).allMatch(line -> line.contains("=; Max-Age=0"));
    var calls = endpoints.stage().auth().calls().counts();
    assertThat(calls.of("POST", "/logout?scope=global")).isEqualTo(1);
    assertThat(calls.refreshes()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"GLOBAL", "LOCAL"})
  void theScopeIsThePolicys(SignOutScope scope) {
    try (var scoped = EndpointStage.with(new TestConfig().signOutScope(scope))) {
      var here = scoped.signUp();
      var elsewhere = scoped.stage().signIn();

      scoped.asks("POST", "sign-out", here);

      assertThat(isAlive(scoped, here)).isFalse();
      assertThat(isAlive(scoped, elsewhere)).isEqualTo(scope == SignOutScope.LOCAL);
    }
  }

  @Test
  void theOthersAreSignedOutAndThisBrowserStays() {
    try (var scoped = EndpointStage.with(new TestConfig().signOutScope(SignOutScope.OTHERS))) {
      var here = scoped.signUp();
      var elsewhere = scoped.stage().signIn();

      var answer = scoped.asks("POST", "sign-out", here);

      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.setCookies()).isEmpty();
      assertThat(isAlive(scoped, elsewhere)).isFalse();
      assertThat(isAlive(scoped, here)).isTrue();
    }
  }

  @Test
  void whoHasNoSessionIsSignedOutAlready() {
    var answer = endpoints.sends("POST", "sign-out", EndpointStage.OURS);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.setCookies()).isEmpty();
  }

  @Test
  void aForgedSessionIsDeletedAndNobodyIsAsked() {
    var answer = endpoints.asks("POST", "sign-out", Sessions.claimingToBeNewer(session));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.setCookies()).hasSize(1);
    assertThat(isAlive(endpoints, session)).isTrue();
  }

  @Test
  void anUnreadableSessionIsDeleted() {
    var answer =
        endpoints.sends(
            "POST", "sign-out", EndpointStage.OURS, "Cookie: " + TestConfig.COOKIE + "=nonsense");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.setCookies()).hasSize(1);
  }

  @Test
  void anAuthServerThatIsAwayKeepsNobodySignedInHere() {
    endpoints.stage().auth().faults().add(AWAY);

    var answer = endpoints.asks("POST", "sign-out", session);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(EndpointStage.problem(answer)).isEqualTo("sign-out-unconfirmed");
    assertThat(answer.setCookies()).hasSize(1).allMatch(line -> line.contains("=; Max-Age=0"));
    assertThat(endpoints.counted("sign_out", "unavailable")).isEqualTo(1);
  }

  @Test
  @DisplayName("C7, R8: a refresh that was under way at the sign-out brings no session back")
  void aRefreshUnderWayBringsNothingBack() {
    var due = Sessions.expiringIn(session, Duration.ofMinutes(5));
    endpoints
        .stage()
        .auth()
        .faults()
        .add(FaultRule.onToken(new Fault.Trickle(Duration.ofMillis(100), 300), 1));
    var slow = endpoints.stage().browser().send(Wire.request("GET", "/x", Sessions.field(due)));
    var slowApp = endpoints.stage().app().accept();
    slowApp.request();
    await().until(() -> endpoints.stage().refreshes() == 1);

    endpoints.asks("POST", "sign-out", due);
    var shared = endpoints.asks("GET", "session", Sessions.expired(due));
    slowApp.send(App.OK);

    assertThat(endpoints.stage().refreshes()).isEqualTo(1);
    assertThat(shared.setCookies()).isEmpty();
    assertThat(slow.response().setCookies()).isEmpty();
  }

  @Test
  @DisplayName("C7: a late request that the Auth server still refreshes brings no session back")
  void aLateRefreshBringsNothingBack() {
    endpoints.stage().auth().faults().add(AWAY);
    endpoints.asks("POST", "sign-out", session);

    var late =
        endpoints
            .stage()
            .browser()
            .send(Wire.request("GET", "/x", Sessions.field(Sessions.expired(session))));
    endpoints.stage().app().answer(App.OK);

    assertThat(late.response().setCookies()).isEmpty();
    assertThat(endpoints.stage().refreshes()).isEqualTo(1);
  }

  private static boolean isAlive(EndpointStage endpoints, Session session) {
    return endpoints.stage().isAlive(session);
  }
}
