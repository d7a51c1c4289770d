package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Clients of HTTP/2 that take nothing of their answers.
class UntakenStreamsTest {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int LARGE = 16_000;
  private static final int FAR_MORE_THAN_BUFFERS = 64 << 20;
  private static final int CLIENTS = 4;
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;
  private static final byte[] NO_WINDOW = Frames.window(0);
  private static final String LAST_ANSWER =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";

  @Test
  @DisplayName("C5 P8 P12 an answer that the client does not take keeps the share of its request")
  void anUntakenAnswerKeepsItsShare() {
    try (var stage = Stage.with(new TestConfig().h2c(), HeadBudget.of(440_000))) {
      var large = "x".repeat(LARGE);
      var client = Frames.client(stage.browser(), NO_WINDOW);
      for (var stream : new int[] {1, 3}) {
        client.get(stream, Frames.field("x-large", large));
        var app = stage.app().accept();
        app.request();
        app.send(LAST_ANSWER);
        assertThat(app.rest()).isEmpty();
      }

      client.get(5, Frames.field("x-large", large));
      assertThat(client.next(Frames.RESET).code()).isEqualTo(REFUSED_STREAM);
      var browser = stage.browser();
      assertThat(browser.get("/", "X-Large: " + large + large).status()).isEqualTo(503);

      client.reset(1, CANCEL);
      client.get(7, Frames.field("x-large", large));
      assertThat(stage.app().answer(LAST_ANSWER).value("X-Large")).hasSize(LARGE);
    }
  }

  @Test
  @DisplayName("P8 P12 a stream whose answer the client does not take is reset")
  void anUntakenAnswerIsReset() {
    try (var stage = Stage.with(new TestConfig().h2c().idleTimeout(IDLE))) {
      var client = Frames.client(stage.browser(), NO_WINDOW).get(1);
      stage.app().answer(LAST_ANSWER);

      assertThat(client.next(Frames.RESET).code()).isEqualTo(CANCEL);
    }
  }

  @Test
  @DisplayName("P8 P12 the connection of a client that reads nothing is closed")
  void aClientThatReadsNothingIsCut() {
    try (var stage = Stage.with(new TestConfig().h2c().idleTimeout(IDLE))) {
      // How much of a rest the kernel still takes is luck, so there are several.
      var downloads = Stream.generate(() -> download(stage)).limit(CLIENTS).toList();

      assertThat(downloads)
          .allSatisfy(
              download ->
                  assertThat(download)
                      .failsWithin(IDLE.multipliedBy(10))
                      .withThrowableOfType(ExecutionException.class));
    }
  }

  private static CompletableFuture<Void> download(Stage stage) {
    var all = ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE - 65_535).array();
    Frames.client(stage.browser(), Frames.window(Integer.MAX_VALUE))
        .send(Frames.WINDOW_UPDATE, 0, 0, all)
        .get(1);
    var app = stage.app().accept();
    app.request();
    var head = "HTTP/1.1 200 OK\r\nContent-Length: " + FAR_MORE_THAN_BUFFERS + "\r\n\r\n";
    return app.sendInPieces(head, FAR_MORE_THAN_BUFFERS);
  }
}
