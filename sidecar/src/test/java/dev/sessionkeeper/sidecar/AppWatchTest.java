package dev.sessionkeeper.sidecar;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.sidecar.admin.Reason;
import dev.sessionkeeper.sidecar.probe.AppAddress;
import dev.sessionkeeper.sidecar.probe.AppChecker;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AppWatchTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  @DisplayName("O16 an application that listens nowhere is told after half a minute")
  void anApplicationThatListensNowhereIsToldAfterHalfAMinute() throws IOException {
    var port = freePort();
    var watch = watch(port);

    watch.start();
    assertThat(watch.reason()).isEmpty();
    nanos.set(Duration.ofSeconds(31).toNanos());

    await().atMost(10, SECONDS).until(() -> watch.reason().isPresent());
    assertThat(watch.reason().orElseThrow().code()).isEqualTo(Reason.Code.APP_PORT_NOT_LISTENING);
    assertThat(watch.reason().orElseThrow().message()).contains("127.0.0.1:" + port, "Redirect");
  }

  @Test
  void theReasonGoesOnceTheApplicationListens() throws IOException {
    var port = freePort();
    var watch = watch(port);
    watch.start();
    nanos.set(Duration.ofSeconds(31).toNanos());
    await().atMost(10, SECONDS).until(() -> watch.reason().isPresent());

    vertx.createHttpServer().requestHandler(_ -> {}).listen(port, "127.0.0.1").await();

    await().atMost(10, SECONDS).until(() -> watch.reason().isEmpty());
  }

  private AppWatch watch(int port) {
    var app = new AppAddress("127.0.0.1", port);
    return new AppWatch(vertx, new AppChecker(vertx, () -> app), () -> app, nanos::get);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
