package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// One HTTP/2 connection to the application, and the streams on it. Belongs to one event loop.
final class H2cConnection extends ChannelInboundHandlerAdapter {
  private static final int MOST_STREAMS = 100;
  // What a browser that reads slowly leaves unread; the connection has room for all of its streams,
  // so that none waits for another.
  private static final int STREAM_WINDOW = 32 * 1_024;
  private static final int DEFAULT_WINDOW = 65_535;
  // Longer than most, of little use to the next request, and nobody's business in a table.
  private static final Set<String> NEVER_INDEXED = Set.of("cookie", "authorization");

  private final H2cUpstream pool;
  private final ChannelHandlerContext context;
  private final Ticks ticks;
  private final Set<H2cStream> streams = new HashSet<>();
  private boolean hasGreeted;
  private boolean isLeaving;
  private long most = MOST_STREAMS;
  private int count;
  private long idleSince;

  H2cConnection(H2cUpstream pool, ChannelHandlerContext context, Ticks ticks, long tick) {
    this.pool = pool;
    this.context = context;
    this.ticks = ticks;
    this.idleSince = tick;
  }

  /// Speaks HTTP/2 from now on; the pool is told when the application does, too.
  ///
  /// @param maxHeaderBytes the longest head of an answer
  void start(int maxHeaderBytes) {
    context
        .pipeline()
        .addBefore(context.name(), "http2", codec(maxHeaderBytes))
        .addBefore(context.name(), "streams", new Http2MultiplexHandler(new Refusal()))
        .addBefore(context.name(), "connection", this);
    var more = MOST_STREAMS * STREAM_WINDOW - DEFAULT_WINDOW;
    var _ = context.writeAndFlush(new DefaultHttp2WindowUpdateFrame(more));
  }

  /// The application's own bound on heads is its own to judge: it answers 431.
  private static Http2FrameCodec codec(int maxHeaderBytes) {
    return Http2FrameCodecBuilder.forClient()
        .initialSettings(
            Http2Settings.defaultSettings()
                .pushEnabled(false)
                .initialWindowSize(STREAM_WINDOW)
                .maxHeaderListSize(maxHeaderBytes))
        .headerSensitivityDetector(
            (name, _) -> NEVER_INDEXED.contains(AsciiString.of(name).toString()))
        .encoderIgnoreMaxHeaderListSize(true)
        .build();
  }

  /// Nobody may push; the settings say so.
  private static final class Refusal extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel pushed) {
      var _ = pushed.close();
    }
  }

  /// Lends a stream.
  void open(Consumer<Lease> borrower) {
    count++;
    var _ =
        new Http2StreamChannelBootstrap(context.channel())
            .handler(new Opening())
            .open()
            .addListener((Future<Http2StreamChannel> opened) -> lend(opened, borrower));
  }

  /// Puts the stream's handler in its place.
  private final class Opening extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      var stream = new H2cStream(H2cConnection.this, channel, new UploadPace(ticks));
      channel.pipeline().addLast(new H2cReader(stream));
    }
  }

  private void lend(Future<Http2StreamChannel> opened, Consumer<Lease> borrower) {
    if (!opened.isSuccess()) {
      ended();
      borrower.accept(new Lease.Refused(UpstreamError.CONNECT));
      return;
    }
    var channel = opened.getNow();
    var stream = channel.pipeline().get(H2cReader.class).stream();
    streams.add(stream);
    var _ =
        channel
            .closeFuture()
            .addListener(
                _ -> {
                  streams.remove(stream);
                  ended();
                  stream.closed();
                });
    borrower.accept(new Lease.Lent(stream));
  }

  private void ended() {
    count--;
    idleSince = pool.tick();
    if (isLeaving && isIdle()) {
      close();
    }
    pool.ended(this);
  }

  long tick() {
    return pool.tick();
  }

  boolean hasRoom() {
    return !isLeaving && count < most && context.channel().isActive();
  }

  boolean isIdle() {
    return count == 0;
  }

  boolean isIdleSince(long tick) {
    return isIdle() && idleSince <= tick;
  }

  /// Takes no further stream; those that are open end as they would.
  void leave() {
    isLeaving = true;
    if (isIdle()) {
      close();
    }
  }

  void expire(long now, long patience) {
    List.copyOf(streams).forEach(stream -> stream.expire(now, patience));
  }

  void close() {
    var _ = context.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    try {
      if (message instanceof Http2SettingsFrame frame) {
        settings(frame.settings());
      } else if (message instanceof Http2GoAwayFrame) {
        leave();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void settings(Http2Settings settings) {
    var bound = settings.maxConcurrentStreams();
    if (bound != null) {
      most = Math.min(MOST_STREAMS, bound);
    }
    if (!hasGreeted) {
      hasGreeted = true;
      pool.greeted(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    pool.gone(this);
    from.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    close();
  }
}
