package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A client that asks before it sends a body hears the truth.
class ExpectationTest {
  private static final String[] FIELDS = {"Content-Length: 5", "Expect: 100-continue"};
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("P3 a client that waits for 100 Continue is told to go on")
  void continueIsTold() {
    var browser = stage.browser().send(Wire.request("POST", "/", FIELDS));

    var told = browser.headOnly();
    browser.send("hello");
    var request = stage.app().answer(App.OK);

    assertThat(told.startLine()).startsWith("HTTP/1.1 100");
    assertThat(request.body()).isEqualTo("hello");
    assertThat(request.has("Expect")).isFalse();
    assertThat(browser.response().status()).isEqualTo(200);
    assertThat(browser.get("/api/").status()).isEqualTo(401);
  }

  @Test
  @DisplayName("P3 it is told once its session is refreshed, not before")
  void continueWaitsForTheRefresh() {
    var expired = Sessions.expired(stage.signUp());
    stage.auth().faults().add(FaultRule.onToken(new Fault.Delay(PAUSE.multipliedBy(3)), 1));
    var browser = stage.browser();

    browser.send(Wire.request("POST", "/", FIELDS[0], FIELDS[1], Sessions.field(expired)));

    assertThat(browser.isSilentFor(PAUSE)).isTrue();
    assertThat(browser.headOnly().status()).isEqualTo(100);
    browser.send("hello");
    assertThat(stage.app().answer(App.OK).value("X-Sessionkeeper-State")).isEqualTo("refreshed");
    assertThat(browser.response().setCookies()).hasSize(1);
  }

  @Test
  @DisplayName("P3 who may not pass is told so instead, and sends no body")
  void aRefusalComesInsteadOfContinue() {
    var browser = stage.browser().send(Wire.request("POST", "/api/", FIELDS));

    var response = browser.response();

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.values("Connection")).containsExactly("close");
    assertThat(browser.rest()).isEmpty();
  }

  @Test
  @DisplayName("P12 an HTTP/1.0 client is told nothing of the kind")
  void anOldClientIsNotTold() {
    var browser = stage.browser();
    browser.send("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello");
    assertThat(stage.app().answer(App.OK).body()).isEqualTo("hello");

    assertThat(browser.response().status()).isEqualTo(200);
  }
}
