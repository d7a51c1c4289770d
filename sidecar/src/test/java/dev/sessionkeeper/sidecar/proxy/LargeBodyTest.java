package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Bodies of any size arrive whole, and what is under way at a time is bounded.
class LargeBodyTest {
  private static final long GIBIBYTE = 1L << 30;
  private static final int PIECE = 64 * 1_024;
  // What the kernel holds for four sockets, by far the most of it.
  private static final long MOST_UNDER_WAY = 48L << 20;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Stage stage = Stage.open();
  private final AtomicLong sent = new AtomicLong();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("P3 1 GiB while a refresh is pending: held back, then whole, little of it in memory")
  void anUploadWaitsForTheRefresh() {
    var expired = Sessions.expired(stage.signUp());
    stage.auth().faults().add(FaultRule.onToken(new Fault.Delay(PAUSE.multipliedBy(4)), 1));
    var browser = stage.browser();
    browser.send(Wire.request("POST", "/", "Content-Length: " + GIBIBYTE, Sessions.field(expired)));
    var sending = CompletableFuture.supplyAsync(() -> send(browser));

    assertThat(browser.isSilentFor(PAUSE)).isTrue();
    assertThat(sent.get()).isLessThan(MOST_UNDER_WAY);
    var app = stage.app().accept();
    var request = app.headOnly();
    assertThat(browser.isSilentFor(PAUSE)).isTrue();
    var received = receive(app);
    app.send(App.OK);

    assertThat(request.value("X-Sessionkeeper-State")).isEqualTo("refreshed");
    assertThat(received).isEqualTo(sending.join());
    assertThat(browser.response().setCookies()).hasSize(1);
  }

  @Test
  @DisplayName("P3 a download of 1 GiB: whole, little of it in memory")
  void aDownloadStreams() {
    var browser = stage.browser().send(Wire.request("GET", "/"));
    var app = stage.app().accept();
    app.request();
    app.send("HTTP/1.1 200 OK\r\nContent-Length: " + GIBIBYTE + "\r\n\r\n");
    browser.headOnly();
    var sending = CompletableFuture.supplyAsync(() -> send(app));

    assertThat(app.isSilentFor(PAUSE)).isTrue();
    assertThat(receive(browser)).isEqualTo(sending.join());
  }

  /// Sends the body; each piece is another one.
  private long send(Wire wire) {
    var piece = new byte[PIECE];
    var sum = new CRC32C();
    while (sent.get() < GIBIBYTE) {
      ByteBuffer.wrap(piece).putLong(0, sent.get());
      sum.update(piece);
      Wire.io(
          () -> {
            wire.socket().getOutputStream().write(piece);
            return wire;
          });
      sent.addAndGet(PIECE);
    }
    return sum.getValue();
  }

  private long receive(Wire wire) {
    var piece = new byte[PIECE];
    var sum = new CRC32C();
    for (long received = 0; received < GIBIBYTE; ) {
      var count = Wire.io(() -> wire.input().read(piece));
      assertThat(count).isPositive();
      sum.update(piece, 0, count);
      received += count;
      assertThat(sent.get() - received).isLessThan(MOST_UNDER_WAY);
    }
    return sum.getValue();
  }
}
