package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a body of HTTP/1 costs while it is under way.
class BodyIntakeTest {
  private static final int BYTES = 20_000;
  private static final String CHUNKED = "Transfer-Encoding: chunked";

  private final Stage stage = Stage.open();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @DisplayName("P3 chunks of one byte that came together go on together")
  void tinyChunksAreJoined() {
    var browser = stage.browser().send(Wire.request("POST", "/", CHUNKED));
    var app = stage.app().accept();
    app.headOnly();
    browser.send("1\r\nx\r\n".repeat(BYTES) + "0\r\n\r\n");

    var chunks = Stream.generate(app::chunk).takeWhile(chunk -> !chunk.isEmpty()).toList();
    app.send(App.OK);

    assertThat(String.join("", chunks)).isEqualTo("x".repeat(BYTES));
    assertThat(chunks).hasSizeLessThan(BYTES / 20);
    assertThat(browser.response().status()).isEqualTo(200);
  }

  @Test
  @DisplayName("P3 the socket is not read while nobody takes the body")
  void aBodyThatNobodyTakesIsNotRead() {
    var intake = new BodyIntake();
    var connection = new EmbeddedChannel(intake);
    connection.writeInbound(head());
    intake.begin();

    connection.writeInbound(part());
    assertThat(connection.config().isAutoRead()).isFalse();
    intake.release(connection);
    connection.writeInbound(part());
    assertThat(connection.config().isAutoRead()).isTrue();
    intake.hold();
    connection.writeInbound(part());
    assertThat(connection.config().isAutoRead()).isFalse();
  }

  @Test
  @DisplayName("P3 the body behind a request that is being served waits for its own turn")
  void aBodyBehindAnotherRequestIsNotRead() {
    var intake = new BodyIntake();
    var connection = new EmbeddedChannel(intake);
    connection.writeInbound(head());
    intake.begin();
    connection.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT, head(), part());

    intake.release(connection);
    assertThat(connection.config().isAutoRead()).isFalse();
    intake.begin();
    intake.release(connection);
    assertThat(connection.config().isAutoRead()).isTrue();
  }

  @Test
  @DisplayName("P3 half a line of a chunk keeps one read in memory, not all that came")
  void readsAreDecodedOneByOne() {
    var connection = new EmbeddedChannel(new BodyIntake());

    MaxMessagesRecvByteBufAllocator reads = connection.config().getRecvByteBufAllocator();

    assertThat(reads.maxMessagesPerRead()).isEqualTo(1);
  }

  private static DefaultHttpRequest head() {
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
  }

  private static DefaultHttpContent part() {
    return new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[1]));
  }
}
