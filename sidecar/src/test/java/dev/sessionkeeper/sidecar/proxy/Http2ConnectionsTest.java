package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What connections of HTTP/2 take as such.
class Http2ConnectionsTest {
  private static final int MANY = 1_000;
  private static final byte[] PONG = {0, 0, 8, 6, 1, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};

  @Test
  @DisplayName("P8 P12 connections of HTTP/2 are bounded, idle ones make way")
  void idleConnectionsMakeWay() {
    try (var stage = Stage.with(new TestConfig().h2c(), HeadBudget.of(600 * 1_024))) {
      var first = Frames.client(stage.browser());
      first.next(Frames.SETTINGS);
      Frames.client(stage.browser()).next(Frames.SETTINGS);
      Frames.client(stage.browser()).next(Frames.SETTINGS);

      assertThat(first.isClosed()).isTrue();
    }
  }

  @Test
  @DisplayName("P8 P12 a client that takes no answers to its pings is cut")
  void pingsWithoutEndAreCut() {
    var connection = new EmbeddedChannel(new Full(), new ControlFrames());

    for (var pings = 0; pings < MANY && connection.isOpen(); pings++) {
      var _ = connection.write(Unpooled.wrappedBuffer(PONG));
    }

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  @DisplayName("P8 P12 a client that takes the answers to its pings may send many")
  void pingsThatAreAnsweredAreFine() {
    var connection = new EmbeddedChannel(new ControlFrames());

    for (var pings = 0; pings < MANY; pings++) {
      var _ = connection.write(Unpooled.wrappedBuffer(PONG));
    }

    assertThat(connection.isOpen()).isTrue();
  }

  /// A socket that takes nothing.
  private static final class Full extends ChannelOutboundHandlerAdapter {
    @Override
    public void flush(ChannelHandlerContext context) {}
  }
}
