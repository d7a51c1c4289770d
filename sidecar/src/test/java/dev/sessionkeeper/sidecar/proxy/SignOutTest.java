package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the application has ended stays ended: responses that were on their way do not sign the
/// visitor in again (R8, C7).
class SignOutTest {
  private static final String DELETION =
      "Set-Cookie: " + TestConfig.COOKIE + "=; Max-Age=0; Path=/";

  private final Stage stage = Stage.open();
  private final Session expired = Sessions.expired(stage.signUp());

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aResponseThatComesAfterTheSignOutBringsNoSession() {
    var slow = sent("/prefetch", expired);
    var slowApp = stage.app().accept();
    slowApp.request();

    signOut(expired);
    slowApp.send(App.OK);

    assertThat(slow.response().setCookies()).isEmpty();
  }

  @Test
  void aSignOutWithTheRefreshedSessionCountsToo() {
    var slow = sent("/prefetch", expired);
    var slowApp = stage.app().accept();
    var refreshed = Sessions.inHeader(slowApp.request().value("Cookie"));

    signOut(refreshed);
    slowApp.send(App.OK);

    assertThat(slow.response().setCookies()).isEmpty();
  }

  @Test
  void aRefreshThatWasUnderWayAtTheSignOutBringsNoSession() {
    var due = Sessions.expiringIn(stage.signUp("due@example.com"), Duration.ofMinutes(5));
    stage.auth().faults().add(FaultRule.onToken(new Fault.Delay(Duration.ofMillis(500)), 1));
    var slow = sent("/prefetch", due);
    var slowApp = stage.app().accept();
    slowApp.request();

    signOut(due);
    var again = sent("/after-the-refresh", Sessions.expired(due));
    stage.app().answer(App.OK);
    again.response();
    slowApp.send(App.OK);

    assertThat(slow.response().setCookies()).isEmpty();
  }

  @Test
  void whoSignsInAsSomebodyElseStaysThat() {
    var other = Sessions.cookies(stage.signUp("other@example.com"));
    var slow = sent("/prefetch", expired);
    var slowApp = stage.app().accept();
    slowApp.request();

    var signIn = sent("/sign-in", expired);
    stage
        .app()
        .answerWith(
            "Connection: close",
            "Set-Cookie: " + TestConfig.COOKIE + "=" + other.get(TestConfig.COOKIE) + "; Path=/");
    signIn.response();
    slowApp.send(App.OK);

    assertThat(slow.response().setCookies()).isEmpty();
  }

  @Test
  void aForgedSessionSignsNobodyOut() {
    var slow = sent("/page", expired);
    var slowApp = stage.app().accept();
    var victim = Sessions.inHeader(slowApp.request().value("Cookie"));

    signOut(Sessions.changed(victim, "refresh_token", "guessed"));
    slowApp.send(App.OK);

    assertThat(slow.response().setCookies()).isNotEmpty();
  }

  private Wire sent(String path, Session session) {
    return stage.browser().send(Wire.request("GET", path, Sessions.field(session)));
  }

  private void signOut(Session session) {
    var browser = sent("/sign-out", session);
    stage.app().answerWith("Connection: close", DELETION);
    assertThat(browser.response().setCookies()).isNotEmpty();
  }
}
