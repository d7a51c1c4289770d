package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A session inside the early window: nobody waits for its refresh.
class DueTest {
  private final Stage stage = Stage.open();
  private Session due;

  @BeforeEach
  void signUp() {
    due = Sessions.expiringIn(stage.signUp(), Duration.ofMinutes(5));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("a due session: the application is asked before the Auth server has answered")
  void nobodyWaits() {
    stage.auth().faults().add(FaultRule.onEveryToken(new Fault.Hang()));
    var cookie = "a=1; " + Sessions.pairs(due);

    var browser = stage.browser().send(Wire.request("GET", "/", "Cookie: " + cookie));
    var request = stage.app().answer(App.OK);
    var response = browser.response();

    assertThat(request.value("Cookie")).isEqualTo(cookie);
    assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("fresh");
    assertThat(response.fields()).containsExactly("Content-Length: 2");
  }

  @Test
  @DisplayName("a due session: the new cookies are attached if the refresh was quick enough")
  void theCookiesComeIfInTime() {
    var browser = stage.browser().send(Wire.request("GET", "/", Sessions.field(due)));
    var app = stage.app().accept();
    app.request();
    awaitRefresh();
    app.send(App.OK);

    var response = browser.response();

    assertThat(Sessions.inLines(response.setCookies()).refreshToken())
        .isNotEqualTo(due.refreshToken());
    assertThat(response.value("Cache-Control")).isEqualTo(CacheSafety.NEVER);
    assertThat(response.value("Server-Timing")).startsWith("sessionkeeper;desc=\"refreshed\";dur=");
  }

  @Test
  @DisplayName("a due session: the next request finds the result of a refresh that came too late")
  void theNextRequestFindsTheResult() {
    stage.auth().faults().add(FaultRule.onToken(new Fault.Delay(Duration.ofMillis(300)), 1));
    var browser = stage.browser().send(Wire.request("GET", "/", Sessions.field(due)));
    var app = stage.app().accept();
    app.request();
    app.send(App.OK);
    assertThat(browser.response().setCookies()).isEmpty();
    browser.send(Wire.request("GET", "/waits", Sessions.field(Sessions.expired(due))));
    app.request();
    app.send(App.OK);
    browser.response();

    browser.send(Wire.request("GET", "/next", Sessions.field(due)));
    var request = app.request();
    app.send(App.OK);

    assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("refreshed");
    assertThat(browser.response().setCookies()).hasSize(1);
    assertThat(stage.refreshes()).isOne();
  }

  @Test
  @DisplayName("a due session: what the application itself does to the session wins")
  void theApplicationWins() {
    var browser = stage.browser().send(Wire.request("POST", "/", Sessions.field(due)));
    var app = stage.app().accept();
    app.request();
    awaitRefresh();
    app.send(
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: "
            + TestConfig.COOKIE
            + "=; Max-Age=0; Path=/\r\n\r\nok");

    var response = browser.response();

    assertThat(response.setCookies())
        .singleElement()
        .asString()
        .startsWith(TestConfig.COOKIE + "=; Max-Age=0; Path=/");
    assertThat(response.has("Server-Timing")).isFalse();
  }

  @Test
  @DisplayName("rule 3: a refused refresh of a session that is still valid changes nothing")
  void aRefusedRefreshChangesNothing() {
    due = Sessions.changed(due, "refresh_token", "nobodyknows1");

    var browser = stage.browser().send(Wire.request("GET", "/", Sessions.field(due)));
    var app = stage.app().accept();
    var request = app.request();
    awaitRefresh();
    app.send(App.OK);

    assertThat(request.fields()).contains(Sessions.field(due));
    assertThat(browser.response().fields()).containsExactly("Content-Length: 2");
  }

  /// The same tokens, of which the cookie says that they have expired, have to wait for the refresh
  /// that is under way.
  private void awaitRefresh() {
    var waiting = stage.browser();
    waiting.send(Wire.request("GET", "/", Sessions.field(Sessions.expired(due))));
    stage.app().answer(App.OK);
    waiting.response();
  }
}
