package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One connection to the application: one request at a time, and its answer.
///
/// It goes back to the pool by itself when both have ended, and is closed where the application
/// could take the next request for a part of this one. Belongs to one event loop.
final class UpstreamConnection implements UpstreamRequest {
  static final String DECODER = "http";

  private static final Buffer NOTHING = Buffer.buffer(0);

  private final Http1Upstream pool;
  private final ChannelHandlerContext context;
  private final ResponseDecoder decoder;
  private final Upload upload;
  private @Nullable ResponseSink sink;
  private boolean isInterim;
  private @Nullable HttpResponse upgrade;
  private boolean isAnswering;
  private boolean isReusable;
  private long idleSince;

  UpstreamConnection(
      Http1Upstream pool, ChannelHandlerContext context, ResponseDecoder decoder, UploadPace pace) {
    this.pool = pool;
    this.context = context;
    this.decoder = decoder;
    this.upload = new Upload(pace);
  }

  @Override
  public HeadWriter head() {
    return pool.head();
  }

  @Override
  public void begin(BodyFraming framing, boolean expectsBody, ResponseSink sink) {
    this.sink = sink;
    isAnswering = false;
    decoder.expect(!expectsBody);
    send(pool.head().end(framing, context.alloc()));
    upload.begin(framing, pool.tick());
  }

  @Override
  public void write(Buffer part) {
    if (part.length() > 0) {
      send(upload.coded(part, context.alloc()));
    }
  }

  @Override
  public void end() {
    if (upload.framing() == BodyFraming.CHUNKED) {
      send(ChunkedCoding.last(context.alloc()));
    }
    upload.complete(pool.tick());
  }

  @Override
  public boolean isFull() {
    return !context.channel().isWritable();
  }

  @Override
  public void pause() {
    context.channel().config().setAutoRead(false);
  }

  @Override
  public void resume() {
    context.channel().config().setAutoRead(true);
  }

  @Override
  public void reset() {
    sink = null;
    close();
  }

  @Override
  public Tunnel join(NetSocket browser) {
    return Tunnel.join(browser, context, DECODER);
  }

  @Override
  public void giveBack() {
    pool.giveBack(this);
  }

  private void send(ByteBuf bytes) {
    // A failed write ends the connection, which is told by `failed` or `closed`.
    var _ = context.writeAndFlush(bytes, context.voidPromise());
  }

  void head(HttpResponse response) {
    var to = sink;
    if (to == null || isAnswering) {
      close();
      return;
    }
    switch (AnswerKind.of(response, upload.framing())) {
      case FINAL -> {
        isAnswering = true;
        isReusable = HttpUtil.isKeepAlive(response);
        to.head(response);
      }
      case EARLY_HINTS -> {
        isInterim = true;
        to.hints(response.headers());
      }
      case CONTINUE -> isInterim = true;
      case WEB_SOCKET -> {
        isInterim = true;
        upgrade = response;
      }
      case INVALID -> invalid();
    }
  }

  void content(HttpContent content) {
    var to = sink;
    if (isInterim && content instanceof LastHttpContent) {
      interimEnded();
    } else if (isInterim) {
      return;
    } else if (to != null && content instanceof LastHttpContent last) {
      ended();
      to.end(copied(content.content()), last.trailingHeaders());
    } else if (to != null && content.content().isReadable()) {
      to.body(copied(content.content()));
    }
  }

  private void interimEnded() {
    isInterim = false;
    var to = sink;
    if (upgrade == null || to == null) {
      return;
    }
    sink = null;
    pause();
    // What tells of the end from now on is the tunnel.
    context.pipeline().remove(ResponseReader.class);
    pool.gone(this);
    to.upgraded(upgrade);
  }

  private void ended() {
    sink = null;
    resume();
    if (upload.isComplete() && isReusable && context.channel().isActive()) {
      pool.giveBack(this);
    } else {
      close();
    }
  }

  private static Buffer copied(ByteBuf bytes) {
    return bytes.isReadable() ? Buffer.buffer(ByteBufUtil.getBytes(bytes)) : NOTHING;
  }

  void readComplete() {
    if (sink != null) {
      sink.flush();
    }
  }

  void writabilityChanged() {
    if (sink != null && !upload.isComplete() && !isFull()) {
      sink.writable();
    }
  }

  void invalid() {
    fail(UpstreamError.INVALID_RESPONSE);
  }

  void closed() {
    pool.gone(this);
    fail(UpstreamError.RESET);
  }

  void failed(Throwable cause) {
    var to = sink;
    if (to == null || cause instanceof IOException) {
      fail(UpstreamError.RESET);
    } else {
      reset();
      to.bug(cause);
    }
  }

  private void fail(UpstreamError error) {
    var to = sink;
    reset();
    if (to != null) {
      to.fail(error);
    }
  }

  /// Gives up on what takes too long: an answer, or the body of a request without answer.
  void expire(long now, long patience) {
    if (sink != null && !isAnswering) {
      upload.lateness(now, patience, isFull()).ifPresent(this::fail);
    }
  }

  void idleSince(long tick) {
    idleSince = tick;
  }

  boolean isIdleSince(long tick) {
    return idleSince <= tick;
  }

  void close() {
    var _ = context.close();
  }
}
