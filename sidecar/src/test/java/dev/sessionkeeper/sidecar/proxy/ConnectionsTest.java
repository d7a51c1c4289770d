package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections of browsers: old ones, busy ones, and those that a drain finds.
class ConnectionsTest {
  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("P12 an HTTP/1.0 client is served, and the end of the body is the connection's")
  void anOldClientIsServed() {
    var expired = Sessions.expired(stage.signUp());
    var browser = stage.browser().send("GET / HTTP/1.0\r\n" + Sessions.field(expired) + "\r\n\r\n");
    var request =
        stage
            .app()
            .answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");

    var response = browser.response();

    assertThat(request.startLine()).isEqualTo("GET / HTTP/1.1");
    assertThat(request.has("X-Forwarded-Host")).isFalse();
    assertThat(response.startLine()).isEqualTo("HTTP/1.0 200 OK");
    assertThat(response.has("Transfer-Encoding")).isFalse();
    assertThat(response.body()).isEqualTo("hello");
    assertThat(response.setCookies()).hasSize(1);
  }

  @ParameterizedTest(name = "P12 to an HTTP/1.0 client the end of the body is that, {0}")
  @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
  void aBodyInPartsIsNotInChunksForAnOldClient(String field) {
    var browser = stage.browser().send("GET / HTTP/1.0\r\nHost: shop\r\n" + field + "\r\n");
    var app = stage.app().accept();
    app.request();

    app.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    var head = browser.headOnly();
    app.send("3\r\nhel\r\n");
    var first = browser.bytes(3);
    app.send("2\r\nlo\r\n0\r\n\r\n");

    assertThat(head.startLine()).isEqualTo("HTTP/1.0 200 OK");
    assertThat(head.fields()).containsExactly("connection: close");
    assertThat(first + browser.rest()).isEqualTo("hello");
  }

  @Test
  @DisplayName("P12 an HTTP/1.0 client that keeps its connection is served twice on it")
  void anOldClientMayKeepItsConnection() {
    var browser = stage.browser();

    for (var i = 0; i < 2; i++) {
      browser.send("GET / HTTP/1.0\r\nHost: shop\r\nConnection: keep-alive\r\n\r\n");
      stage.app().answerWith("Connection: close");

      assertThat(browser.response().body()).isEqualTo("ok");
    }
  }

  @Test
  @DisplayName("P12 pipelined requests are answered in order")
  void pipelinedRequestsAreAnsweredInOrder() {
    var browser = stage.browser();
    browser.send(
        Wire.request("GET", "/1")
            + Wire.request("POST", "/2", "Content-Length: 3")
            + "two"
            + Wire.request("GET", "/api/3")
            + Wire.request("GET", "/4"));

    for (var target : new String[] {"/1", "/2", "/4"}) {
      var app = stage.app().accept();
      assertThat(app.request().startLine()).contains(" " + target + " ");
      app.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n" + target);
    }

    assertThat(browser.response().body()).isEqualTo("/1");
    assertThat(browser.response().body()).isEqualTo("/2");
    assertThat(browser.response().status()).isEqualTo(401);
    assertThat(browser.response().body()).isEqualTo("/4");
  }

  @Test
  void aThousandRequestsShareTheConnectionsOfBothSides() {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    var app = stage.app().accept();
    app.request();
    app.send(App.OK);
    browser.response();

    assertThat(
            IntStream.range(0, 1_000)
                .filter(
                    i -> {
                      browser.send(Wire.request("GET", "/" + i));
                      app.request();
                      app.send(App.OK);
                      return browser.response().status() == 200;
                    }))
        .hasSize(1_000);
  }

  @Test
  void moreRequestsThanConnectionsWaitForTheirTurn() {
    try (var narrow = Stage.with(new TestConfig().maxConnections(1))) {
      var first = narrow.browser().send(Wire.request("GET", "/first"));
      var app = narrow.app().accept();
      app.request();
      var second = narrow.browser().send(Wire.request("GET", "/second"));

      app.send(App.OK);
      assertThat(first.response().status()).isEqualTo(200);
      assertThat(app.request().startLine()).isEqualTo("GET /second HTTP/1.1");
      app.send(App.OK);
      assertThat(second.response().status()).isEqualTo(200);
    }
  }

  @Test
  void aBrowserThatLeavesTheQueueIsNotServed() {
    try (var narrow = Stage.with(new TestConfig().maxConnections(1))) {
      var first = narrow.browser().send(Wire.request("GET", "/first"));
      var app = narrow.app().accept();
      app.request();
      var leaving = narrow.browser().send(Wire.request("GET", "/leaving"));
      assertThat(narrow.browser().get("/api/").status()).isEqualTo(401);
      leaving.close();
      assertThat(narrow.browser().get("/api/").status()).isEqualTo(401);

      app.send(App.OK);
      assertThat(first.response().status()).isEqualTo(200);
      narrow.browser().send(Wire.request("GET", "/next"));
      assertThat(app.request().startLine()).isEqualTo("GET /next HTTP/1.1");
    }
  }

  @Test
  @DisplayName("P8 browsers that leave the queue leave their places to others")
  void theQueueIsOfThoseWhoWait() {
    var patient = new TestConfig().maxConnections(1).connectTimeout(Duration.ofMinutes(5));
    try (var narrow = Stage.with(patient)) {
      narrow.browser().send(Wire.request("GET", "/first"));
      var app = narrow.app().accept();
      app.request();
      var other = narrow.browser();
      for (var i = 0; i < 1_100; i++) {
        narrow.browser().send(Wire.request("GET", "/leaving")).close();
        assertThat(other.get("/api/").status()).isEqualTo(401);
      }
      // Each answer is a turn of the event loop: the last one to leave is accepted, read to its end
      // with one read in a turn, and closed.
      for (var turn = 0; turn < 10; turn++) {
        assertThat(other.get("/api/").status()).isEqualTo(401);
      }
      var last = narrow.browser().send(Wire.request("GET", "/last"));
      assertThat(other.get("/api/").status()).isEqualTo(401);

      app.send(App.OK);

      assertThat(app.request().startLine()).isEqualTo("GET /last HTTP/1.1");
      app.send(App.OK);
      assertThat(last.response().status()).isEqualTo(200);
    }
  }

  @Test
  void aDrainLetsRunningRequestsFinish() {
    var browser = stage.browser().send(Wire.request("GET", "/slow"));
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
    browser.headOnly();
    assertThat(browser.bytes(2)).isEqualTo("he");

    var drained = stage.proxy().drain(Duration.ofSeconds(20));
    assertThat(browser.isSilentFor(Duration.ofMillis(300))).isTrue();
    app.send("llo");

    assertThat(browser.bytes(3)).isEqualTo("llo");
    AuthStage.answer(drained);
  }

  @Test
  void aDrainClosesIdleConnectionsAndEnds() {
    var browser = stage.browser();
    assertThat(browser.get("/api/").status()).isEqualTo(401);

    AuthStage.answer(stage.proxy().drain(Duration.ofSeconds(20)));

    assertThat(browser.rest()).isEmpty();
  }

  @Test
  void aBugIsAnswered500AndLoggedOnce() {
    try (var log = LogLines.listen()) {
      var session = stage.signUp();
      stage.breakVerifier(new IllegalStateException(session.accessToken().value()));

      var response = stage.browser().get("/", Sessions.field(session));

      assertThat(response.status()).isEqualTo(500);
      assertThat(response.value("Content-Type")).isEqualTo("application/problem+json");
      assertThat(response.value("Cache-Control")).contains("no-store");
      assertThat(response.toString()).doesNotContain(session.accessToken().value());
      assertThat(log.count(Level.ERROR, "a bug kept a request from being served")).isOne();
    }
  }

  @Test
  void aBrowserThatLeavesIsNoBug() {
    try (var log = LogLines.listen()) {
      var browser = stage.browser().send(Wire.request("GET", "/"));
      var app = stage.app().accept();
      app.request();
      browser.reset();
      assertThat(app.rest()).isEmpty();

      assertThat(stage.browser().get("/api/").status()).isEqualTo(401);
      assertThat(log.count(Level.ERROR, "")).isZero();
    }
  }
}
