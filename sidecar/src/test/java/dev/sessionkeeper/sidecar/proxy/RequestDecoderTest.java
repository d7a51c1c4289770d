package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.telemetry.Metrics;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {
  private static final String LARGE =
      "POST /large HTTP/1.1\r\nX-Large: "
          + "x".repeat(20_000)
          + "\r\nContent-Length: 4\r\n\r\nbody";
  private static final String NEXT = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";

  private final Http1ServerConfig config = new Http1ServerConfig().setMaxHeaderSize(65_536);
  private final EmbeddedChannel channel = new EmbeddedChannel(new VertxHttpRequestDecoder(config));
  private final Backlog backlog = Backlog.of(1 << 20, new TrafficMetrics(new Metrics()));

  RequestDecoderTest() {
    RequestDecoder.install(channel.pipeline(), config, new Intake(channel, backlog));
  }

  @Test
  @DisplayName("C5 the buffer of a long line goes with its request")
  void aLargeBufferIsNotKept() {
    var first = decoder();

    read(LARGE);

    assertThat(decoder()).isNotSameAs(first);
    assertThat(paths(NEXT)).containsExactly("/large", "/next");
  }

  @Test
  @DisplayName("the decoder of ordinary requests stays")
  void anOrdinaryBufferIsKept() {
    var first = decoder();

    read(NEXT + NEXT);

    assertThat(decoder()).isSameAs(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 19, 27, 29})
  @DisplayName("what has come of the next request is not lost, wherever it was cut")
  void theNextRequestIsWhole(int bytes) {
    var paths = paths(LARGE + NEXT.substring(0, bytes), NEXT.substring(bytes) + NEXT);

    assertThat(paths).containsExactly("/large", "/next", "/next");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20_030, 20_054, 20_058})
  @DisplayName("what comes in parts is read as a whole")
  void aRequestInPartsIsWhole(int bytes) {
    var paths = paths(LARGE.substring(0, bytes), LARGE.substring(bytes), NEXT);

    assertThat(paths).containsExactly("/large", "/next");
  }

  @Test
  @DisplayName("nothing behind a head that cannot be read is a request")
  void nothingIsReadBehindABrokenHead() {
    var broken = "GET /broken HTTP/1.1\r\nX-Large: " + "x".repeat(20_000) + "\r\nno colon\r\n\r\n";

    assertThat(paths(broken, NEXT, NEXT)).doesNotContain("/next");
  }

  @Test
  @DisplayName("C5 P8 a flood of requests is cut off while it is being read")
  void aFloodIsCutOff() {
    var flood = Unpooled.copiedBuffer(NEXT.repeat(1_000), StandardCharsets.ISO_8859_1);

    channel.pipeline().fireChannelRead(flood);

    assertThat(channel.isOpen()).isFalse();
    assertThat(paths()).hasSizeLessThan(600);
  }

  private Object decoder() {
    return channel.pipeline().get(VertxHttpRequestDecoder.class);
  }

  private Stream<String> paths(String... parts) {
    Stream.of(parts).forEach(this::read);
    return Stream.generate(() -> (HttpObject) channel.readInbound())
        .takeWhile(message -> message != null)
        .filter(message -> message instanceof HttpRequest)
        .map(message -> ((HttpRequest) message).uri());
  }

  private void read(String part) {
    channel.writeInbound(Unpooled.copiedBuffer(part, StandardCharsets.ISO_8859_1));
  }
}
