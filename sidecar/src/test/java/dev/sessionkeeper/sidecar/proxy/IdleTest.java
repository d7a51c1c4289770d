package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Connections of browsers on which nothing moves are closed; those that wait for the application
/// are not.
class IdleTest {
  private static final Duration IDLE = Duration.ofMillis(400);
  private static final Duration PART = Duration.ofMillis(150);
  private static final int PARTS = 6;
  private static final int BROWSERS = 6;
  private static final int FAR_MORE_THAN_BUFFERS = 64 << 20;

  private final Stage stage =
      Stage.with(new TestConfig().idleTimeout(IDLE).responseTimeout(IDLE.multipliedBy(3)));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void anAnswerMayTakeLongerThanTheIdleTimeout() {
    var browser = stage.browser().send(Wire.request("GET", "/report"));
    var app = stage.app().accept();
    app.request();

    assertThat(browser.isSilentFor(IDLE.multipliedBy(2))).isTrue();
    app.send(App.OK);

    assertThat(browser.response().status()).isEqualTo(200);
  }

  @Test
  void anApplicationThatHangsForLongerThanTheIdleTimeoutIsAnswered504() {
    var browser = stage.browser().send(Wire.request("GET", "/report"));
    stage.app().accept().request();

    assertThat(browser.response().status()).isEqualTo(504);
  }

  @Test
  @DisplayName("P8 an idle connection is closed, before its first request and after its last")
  void anIdleConnectionIsClosed() {
    var silent = stage.browser();
    var served = stage.browser().send(Wire.request("GET", "/"));
    stage.app().answer(App.OK);

    assertThat(served.response().status()).isEqualTo(200);
    assertThat(served.rest()).isEmpty();
    assertThat(silent.rest()).isEmpty();
  }

  @Test
  @DisplayName("P8 slowloris: a head that comes in drops does not keep a connection open")
  void aHeadInDropsIsCut() {
    var browser = stage.browser().send("GET / HTTP/1.1\r\n");

    var isOpen = true;
    for (int drop = 0; drop < PARTS && isOpen; drop++) {
      browser.send("X-" + drop + ": 1\r\n");
      isOpen = browser.isSilentFor(PART);
    }

    assertThat(isOpen).isFalse();
    assertThat(browser.rest()).isEmpty();
  }

  @Test
  void anAnswerThatFallsSilentIsCut() {
    var browser = stage.browser().send(Wire.request("GET", "/events"));
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n");

    browser.headOnly();
    assertThat(browser.chunk()).isEqualTo("hi");
    assertThat(browser.rest()).isEmpty();
    assertThat(app.rest()).isEmpty();
  }

  @Test
  @DisplayName("P8 a browser that takes nothing of its answer does not hold the application")
  void aBrowserThatTakesNothingIsCut() {
    // How much of a rest the kernel still takes is luck, so there are several.
    var downloads = Stream.generate(this::download).limit(BROWSERS).toList();

    assertThat(downloads)
        .allSatisfy(
            download ->
                assertThat(download)
                    .failsWithin(IDLE.multipliedBy(10))
                    .withThrowableOfType(ExecutionException.class));
  }

  private CompletableFuture<Void> download() {
    stage.browser().send(Wire.request("GET", "/download"));
    var app = stage.app().accept();
    app.request();
    var head = "HTTP/1.1 200 OK\r\nContent-Length: " + FAR_MORE_THAN_BUFFERS + "\r\n\r\n";
    return app.sendInPieces(head, FAR_MORE_THAN_BUFFERS);
  }

  @Test
  void anAnswerThatComesInPartsGoesOnForLongerThanTheIdleTimeout() {
    var browser = stage.browser().send(Wire.request("GET", "/events"));
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    browser.headOnly();

    for (int part = 0; part < PARTS; part++) {
      assertThat(browser.isSilentFor(PART)).isTrue();
      app.send("2\r\nhi\r\n");
      assertThat(browser.chunk()).isEqualTo("hi");
    }
  }

  @Test
  void theNextRequestOfAConnectionHasItsOwnTime() {
    var browser = stage.browser().send(Wire.request("GET", "/first"));
    var app = stage.app().accept();
    app.request();
    app.send(App.OK);
    browser.response();

    browser.send(Wire.request("GET", "/second"));
    app.request();
    assertThat(browser.isSilentFor(IDLE.multipliedBy(2))).isTrue();
    app.send(App.OK);

    assertThat(browser.response().status()).isEqualTo(200);
  }
}
