package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.RefreshToken;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.time.Duration;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Many requests, one session.
class ConcurrencyTest {
  private static final int PARALLEL = 50;

  private final Stage stage = Stage.open();
  private Session expired;

  @BeforeEach
  void signUp() {
    expired = Sessions.expired(stage.signUp());
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("R1 50 parallel requests with one expired session: one token call, one new session")
  void parallelRequestsShareOneRefresh() {
    stage.auth().faults().add(FaultRule.onToken(new Fault.Delay(Duration.ofMillis(300)), 1));
    var browsers = IntStream.range(0, PARALLEL).mapToObj(i -> stage.browser()).toList();
    var tokens = new HashSet<RefreshToken>();

    browsers.forEach(browser -> browser.send(Wire.request("GET", "/", Sessions.field(expired))));
    var apps = browsers.stream().map(_ -> stage.app().accept()).toList();
    for (var app : apps) {
      var request = app.request();
      assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("refreshed");
      tokens.add(Sessions.inHeader(request.value("Cookie")).refreshToken());
      app.send(App.OK);
    }
    for (var browser : browsers) {
      var response = browser.response();
      assertThat(response.value("Cache-Control")).isEqualTo(CacheSafety.NEVER);
      tokens.add(Sessions.inLines(response.setCookies()).refreshToken());
    }

    assertThat(tokens).hasSize(1).doesNotContain(expired.refreshToken());
    assertThat(stage.refreshes()).isOne();
  }

  @Test
  @DisplayName("R4 a late request with the old cookie gets the same new session without a call")
  void aLateRequestIsServedFromReplay() {
    var first = send();
    var sessionOfFirst = Sessions.inLines(first.setCookies());

    var second = send();

    assertThat(Sessions.inLines(second.setCookies())).isEqualTo(sessionOfFirst);
    assertThat(stage.refreshes()).isOne();
  }

  @Test
  @DisplayName("R5 a browser that leaves during the refresh does not cancel it")
  void aBrowserThatLeavesDoesNotCancelTheRefresh() {
    stage.auth().faults().add(FaultRule.onToken(new Fault.Delay(Duration.ofMillis(300)), 1));
    var leaving = stage.browser().send(Wire.request("GET", "/left", Sessions.field(expired)));
    assertThat(stage.browser().get("/api/").status()).isEqualTo(401);
    leaving.close();

    var browser = stage.browser().send(Wire.request("GET", "/stays", Sessions.field(expired)));
    var request = stage.app().answer(App.OK);

    assertThat(request.startLine()).isEqualTo("GET /stays HTTP/1.1");
    assertThat(browser.response().setCookies()).hasSize(1);
    assertThat(stage.refreshes()).isOne();
  }

  @Test
  @DisplayName("R5 a browser that leaves cancels its request to the application")
  void aBrowserThatLeavesCancelsItsRequest() {
    var leaving = stage.browser().send(Wire.request("GET", "/", Sessions.field(expired)));
    var app = stage.app().accept();
    app.request();

    leaving.close();

    assertThat(app.rest()).isEmpty();
  }

  @Test
  @DisplayName("R8 a slow response of an older generation does not bring it back")
  void aSlowResponseDoesNotBringAnOlderSessionBack() {
    var slow = stage.browser().send(Wire.request("GET", "/slow", Sessions.field(expired)));
    var slowApp = stage.app().accept();
    var second = Sessions.inHeader(slowApp.request().value("Cookie"));
    var quick = stage.browser();
    quick.send(Wire.request("GET", "/quick", Sessions.field(Sessions.expired(second))));
    stage.app().answer(App.OK);
    var newest = Sessions.inLines(quick.response().setCookies());

    slowApp.send(App.OK);

    assertThat(Sessions.inLines(slow.response().setCookies())).isEqualTo(newest);
    assertThat(newest.refreshToken()).isNotEqualTo(second.refreshToken());
  }

  private Message send() {
    var browser = stage.browser().send(Wire.request("GET", "/", Sessions.field(expired)));
    stage.app().answerWith("Connection: close");
    return browser.response();
  }
}
