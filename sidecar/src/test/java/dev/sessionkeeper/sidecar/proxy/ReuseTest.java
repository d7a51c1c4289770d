package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.supabase.AuthStage;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which connections serve another request, which requests are sent again, and when both end.
class ReuseTest {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int TOO_MUCH = 128 << 20;

  private final Stage stage = Stage.with(new TestConfig().keepAlive(KEEP_ALIVE));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("P8 a connection to the application without a request is closed in time")
  void anIdleConnectionIsClosedInTime() {
    var app = served(stage, App.OK);

    assertThat(app.rest()).isEmpty();
  }

  @ParameterizedTest(name = "P7 after {0} the connection is not used again")
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n\r\n"
      })
  void aConnectionOfDoubtIsNotUsedAgain(String answer) {
    // An idle one is kept for far longer than the test waits for the end.
    try (var patient = Stage.open()) {
      var app = served(patient, answer);

      assertThat(app.rest()).isEmpty();
      assertThat(patient.nothingReachedTheApp()).isTrue();
    }
  }

  @ParameterizedTest(name = "P7 {0} is sent once more, no more")
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void aRequestIsRepeatedOnceOnly(String method) {
    var browser = stage.browser().send(Wire.request(method, "/"));

    for (var attempt = 0; attempt < 2; attempt++) {
      var app = stage.app().accept();
      app.request();
      app.close();
    }

    assertThat(browser.headOnly().status()).isEqualTo(502);
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @ParameterizedTest(name = "P7 {0} is not sent again")
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void whatMayHaveHadAnEffectIsNotRepeated(String method) {
    var browser = stage.browser().send(Wire.request(method, "/"));
    var app = stage.app().accept();
    app.request();
    app.close();

    assertThat(browser.response().status()).isEqualTo(502);
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @Test
  @DisplayName("P7 a connection on which half a request is left is not used for the next one")
  void aConnectionWithHalfARequestIsNotUsedAgain() {
    var browser = stage.browser().send(Wire.request("POST", "/first", "Content-Length: 4"));
    var app = stage.app().accept();
    app.headOnly();
    app.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n");
    var early = browser.response();

    stage.browser().send(Wire.request("GET", "/next"));
    var next = stage.app().answer(App.OK);

    assertThat(early.status()).isEqualTo(413);
    assertThat(next.startLine()).isEqualTo("GET /next HTTP/1.1");
  }

  @Test
  @DisplayName("P7 an answer of which something came is not asked for again")
  void aBegunAnswerIsNotAskedForAgain() {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
    browser.headOnly();
    app.reset();

    assertThat(browser.rest()).isIn("he", "");
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @Test
  @DisplayName("P7 a body that nobody wants closes the connection, if it is a large one")
  void tooMuchOfAnUnwantedBodyClosesTheConnection() {
    var browser = stage.browser();
    browser.send(Wire.request("POST", "/api/", "Content-Length: " + TOO_MUCH));
    assertThat(browser.response().status()).isEqualTo(401);

    assertThat(browser.sentUntilStopped(TOO_MUCH)).isLessThan(TOO_MUCH);
  }

  @Test
  @DisplayName("P2 a drain lets a stream go on until its end")
  void aDrainLetsAStreamEnd() {
    var browser = stage.browser();
    var app = stream(browser);

    var drained = stage.proxy().drain(Duration.ofSeconds(20));
    assertThat(browser.isSilentFor(PAUSE)).isTrue();
    app.send("2\r\nhi\r\n0\r\n\r\n");

    assertThat(browser.chunk()).isEqualTo("hi");
    assertThat(browser.chunk()).isEmpty();
    AuthStage.answer(drained);
    assertThat(browser.rest()).isEqualTo("\r\n");
  }

  @Test
  @DisplayName("P2 a drain ends streams when its time is up")
  void aDrainEndsStreamsWhenTimeIsUp() {
    var browser = stage.browser();
    var app = stream(browser);

    AuthStage.answer(stage.proxy().drain(Duration.ofMillis(200)));

    assertThat(browser.rest()).isEmpty();
    assertThat(app.rest()).isEmpty();
  }

  private Wire stream(Wire browser) {
    browser.send(Wire.request("GET", "/events"));
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n");
    browser.headOnly();
    assertThat(browser.chunk()).isEqualTo("hi");
    return app;
  }

  private static Wire served(Stage stage, String answer) {
    var browser = stage.browser().send(Wire.request("GET", "/first"));
    var app = stage.app().accept();
    app.request();
    app.send(answer);
    assertThat(browser.response().body()).isEqualTo("ok");
    return app;
  }
}
