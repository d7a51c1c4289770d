package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Bodies that come slowly, or not at all, do not keep the application from others. The stage has
/// one connection to it.
class SlowUploadTest {
  private static final Duration IDLE = Duration.ofMillis(400);
  private static final Duration PART = Duration.ofMillis(100);
  private static final int PARTS = 12;
  private static final int BYTES_OF_A_PART = 200;

  private final Stage stage =
      Stage.with(
          new TestConfig()
              .maxConnections(1)
              .idleTimeout(IDLE)
              .connectTimeout(Duration.ofMillis(1_200))
              .responseTimeout(IDLE.multipliedBy(2)));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("P8 a body that does not come is answered 408, and others are served")
  void aBodyThatDoesNotComeGivesItsConnectionBack() {
    var slow = stage.browser().send(Wire.request("POST", "/", "Content-Length: 1000")).send("a");
    var app = stage.app().accept();
    app.headOnly();
    var other = stage.browser().send(Wire.request("GET", "/other"));

    assertThat(stage.app().answer(App.OK).startLine()).isEqualTo("GET /other HTTP/1.1");
    assertThat(other.response().status()).isEqualTo(200);
    assertThat(slow.response().status()).isEqualTo(408);
    assertThat(app.rest()).isEqualTo("a");
    assertThat(stage.metric("sessionkeeper_upstream_errors_total{reason=\"slow_body\"}")).isOne();
  }

  @Test
  @DisplayName("P8 a body that comes in drops is answered 408")
  void aBodyInDropsIsRefused() {
    var slow = stage.browser().send(Wire.request("POST", "/", "Content-Length: 100000"));

    var isWaiting = true;
    for (int part = 0; part < PARTS && isWaiting; part++) {
      slow.send("a");
      isWaiting = slow.isSilentFor(PART);
    }

    assertThat(isWaiting).isFalse();
    assertThat(slow.response().status()).isEqualTo(408);
  }

  @Test
  void aBodyThatComesSteadilyMayTakeLongerThanAllTimeOuts() {
    var part = "x".repeat(BYTES_OF_A_PART);
    var length = PARTS * part.length();
    var steady = stage.browser().send(Wire.request("POST", "/", "Content-Length: " + length));

    for (int i = 0; i < PARTS; i++) {
      steady.send(part);
      assertThat(steady.isSilentFor(PART)).isTrue();
    }

    assertThat(stage.app().answer(App.OK).body()).hasSize(length);
    assertThat(steady.response().status()).isEqualTo(200);
  }

  @Test
  void anApplicationThatReadsNoBodyIsLate() {
    var browser = stage.browser();
    var length = 256L << 20;
    browser.send(Wire.request("POST", "/", "Content-Length: " + length));
    stage.app().accept().headOnly();
    var sending = CompletableFuture.runAsync(() -> sendUntilRefused(browser, length));

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> stage.metric("sessionkeeper_upstream_errors_total{reason=\"timeout\"}") == 1);
    browser.close();
    sending.join();
  }

  @Test
  @DisplayName("P8 a request waits for a connection as long as connecting may take, then 503")
  void waitingForAConnectionIsBounded() {
    try (var busy =
        Stage.with(new TestConfig().maxConnections(1).connectTimeout(Duration.ofMillis(300)))) {
      busy.browser().send(Wire.request("GET", "/long"));
      busy.app().accept().request();

      var waiting = busy.browser().get("/waiting");

      assertThat(waiting.status()).isEqualTo(503);
      assertThat(waiting.body()).contains("The application has too many requests waiting.");
      assertThat(busy.metric("sessionkeeper_upstream_errors_total{reason=\"pool_exhausted\"}"))
          .isOne();
    }
  }

  private static void sendUntilRefused(Wire browser, long length) {
    var piece = new byte[64 * 1_024];
    try {
      for (long sent = 0; sent < length; sent += piece.length) {
        browser.socket().getOutputStream().write(piece);
      }
    } catch (IOException e) {
      assertThat(browser.socket().isConnected()).isTrue();
    }
  }
}
