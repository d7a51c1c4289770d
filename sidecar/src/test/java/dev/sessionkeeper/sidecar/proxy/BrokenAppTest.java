package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.session.Session;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// An application that fails: the browser is told, and a session that was rotated is not lost.
class BrokenAppTest {
  private final Stage stage = Stage.with(new TestConfig().responseTimeout(Duration.ofMillis(400)));
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
  @DisplayName("P7 the application is down: 502, and the refreshed session reaches the browser")
  void applicationDown() {
    stage.app().close();

    var response = stage.browser().get("/", Sessions.field(expired));

    assertIsProblemWithSession(response, 502);
    assertThat(stage.metric("sessionkeeper_upstream_errors_total{reason=\"connect\"}")).isOne();
  }

  @Test
  @DisplayName("P7 a reset before the head: 502, and the refreshed session reaches the browser")
  void resetBeforeTheHead() {
    var browser = stage.browser();
    browser.send(Wire.request("POST", "/", Sessions.field(expired), "Content-Length: 0"));
    var app = stage.app().accept();
    app.request();
    app.reset();

    assertIsProblemWithSession(browser.response(), 502);
    assertThat(stage.metric("sessionkeeper_upstream_errors_total{reason=\"reset\"}")).isOne();
  }

  @Test
  @DisplayName("P7 an answer that is no HTTP: 502, and the refreshed session reaches the browser")
  void nonsense() {
    var browser = stage.browser();
    browser.send(Wire.request("POST", "/", Sessions.field(expired), "Content-Length: 0"));
    stage.app().answer("SSH-2.0-OpenSSH_9.2\r\n\r\n");

    assertIsProblemWithSession(browser.response(), 502);
    assertThat(stage.metric("sessionkeeper_upstream_errors_total{reason=\"invalid_response\"}"))
        .isOne();
  }

  @Test
  @DisplayName("P7 an answer whose head is too long: 502")
  void headTooLong() {
    var browser = stage.browser().send(Wire.request("GET", "/", Sessions.field(expired)));
    stage.app().answerWith("X-Long: " + "x".repeat(70_000));

    assertIsProblemWithSession(browser.response(), 502);
  }

  @Test
  @DisplayName("P7 no answer in time: 504, and the refreshed session reaches the browser")
  void hang() {
    var browser = stage.browser().send(Wire.request("GET", "/", Sessions.field(expired)));
    var app = stage.app().accept();
    app.request();

    assertIsProblemWithSession(browser.response(), 504);
    assertThat(app.rest()).isEmpty();
    assertThat(stage.metric("sessionkeeper_upstream_errors_total{reason=\"timeout\"}")).isOne();
  }

  @Test
  @DisplayName("P7 a slow upload is no application that hangs")
  void slowUpload() {
    var patience = Duration.ofMillis(400);
    var browser = stage.browser().send(Wire.request("POST", "/", "Content-Length: 2")).send("a");
    var app = stage.app().accept();
    app.headOnly();
    app.bytes(1);

    // The reading of a silent connection ends after longer than the application's time.
    assertThat(browser.isSilentFor(patience.multipliedBy(2))).isTrue();
    browser.send("b");
    app.bytes(1);
    app.send(App.OK);

    assertThat(browser.response().status()).isEqualTo(200);
  }

  @Test
  @DisplayName("P7 a reset in the body cuts the browser's connection: half is not taken for whole")
  void resetInTheBody() {
    var browser = stage.browser().send(Wire.request("GET", "/", Sessions.field(expired)));
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");

    var head = browser.headOnly();
    assertThat(browser.chunk()).isEqualTo("hello");
    app.close();

    assertThat(browser.rest()).isEmpty();
    assertThat(head.setCookies()).hasSize(1);
  }

  @Test
  @DisplayName("P7 an end before the announced length cuts the browser's connection")
  void shortBody() {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    stage.app().answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
    browser.headOnly();
    assertThat(browser.bytes(5)).isEqualTo("hello");

    stage.app().close();

    assertThat(browser.rest()).isEmpty();
  }

  @Test
  @DisplayName("P7 an answer before the body is read reaches the browser, and so does the next")
  void earlyAnswer() {
    var browser = stage.browser();
    browser.send(Wire.request("POST", "/", Sessions.field(expired), "Content-Length: 4"));
    var app = stage.app().accept();
    app.headOnly();
    app.send("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    app.close();

    var response = browser.response();
    browser.send("late");

    assertThat(response.status()).isEqualTo(413);
    assertThat(response.setCookies()).hasSize(1);
    assertThat(browser.get("/api/").status()).isEqualTo(401);
  }

  @Test
  @DisplayName("P7 an answer before the body, and then a reset: the answer reaches the browser")
  void earlyAnswerAndReset() {
    var browser = stage.browser();
    browser.send(Wire.request("POST", "/", "Content-Length: 4000000")).send("x".repeat(100_000));
    var app = stage.app().accept();
    app.headOnly();
    app.send("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno");

    var response = browser.response();
    app.reset();

    assertThat(response.status()).isEqualTo(413);
    assertThat(response.body()).isEqualTo("no");
  }

  @Test
  @DisplayName("P7 a kept connection that the application closes just when it is used: GET again")
  void getIsRepeated() {
    var app = keptConnection();

    var browser = stage.browser().send(Wire.request("GET", "/again", Sessions.field(expired)));
    app.request();
    app.close();
    var repeated = stage.app().answer(App.OK);

    assertThat(repeated.startLine()).isEqualTo("GET /again HTTP/1.1");
    assertThat(browser.response().status()).isEqualTo(200);
    assertThat(stage.metric("sessionkeeper_upstream_errors_total{reason=\"reset\"}")).isZero();
  }

  @Test
  @DisplayName("P7 a POST is not sent again")
  void postIsNotRepeated() {
    var app = keptConnection();

    var browser = stage.browser();
    browser.send(Wire.request("POST", "/", Sessions.field(expired), "Content-Length: 2"));
    browser.send("hi");
    app.request();
    app.close();

    assertIsProblemWithSession(browser.response(), 502);
    assertThat(stage.nothingReachedTheApp()).isTrue();
  }

  @Test
  void anErrorBeforeTheBodyIsReadLeavesTheConnectionUsable() {
    var browser = stage.browser();
    browser.send(Wire.request("POST", "/api/", "Content-Length: 4"));

    var denied = browser.response();
    browser.send("late");

    assertThat(denied.status()).isEqualTo(401);
    assertThat(browser.get("/api/").status()).isEqualTo(401);
  }

  @Test
  void anErrorBeforeALargeBodyIsReadLeavesTheConnectionUsable() {
    var browser = stage.browser();
    var body = "x".repeat(900_000);

    browser.send(Wire.request("POST", "/api/", "Content-Length: " + body.length()) + body);

    assertThat(browser.response().status()).isEqualTo(401);
    assertThat(browser.get("/api/").status()).isEqualTo(401);
  }

  private Wire keptConnection() {
    var browser = stage.browser().send(Wire.request("GET", "/first"));
    var app = stage.app().accept();
    app.request();
    app.send(App.OK);
    browser.response();
    return app;
  }

  private void assertIsProblemWithSession(Message response, int status) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.value("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.value("Cache-Control")).isEqualTo(CacheSafety.NEVER);
    assertThat(Sessions.inLines(response.setCookies()).refreshToken())
        .isNotEqualTo(expired.refreshToken());
  }
}
