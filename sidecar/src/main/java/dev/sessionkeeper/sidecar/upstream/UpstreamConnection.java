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
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One connection to the application: one request at a time, and its answer.
///
/// It goes back to the pool by itself when both have ended, and is closed where the application
/// could take the next request for a part of this one. Belongs to one event loop.
public final class UpstreamConnection {
  static final String DECODER = "http";

  private static final byte[] END_OF_CHUNK = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};
  private static final Buffer NOTHING = Buffer.buffer(0);
  private static final int EARLY_HINTS = 103;
  private static final int CONTINUE = 100;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int LEAST_FINAL = 200;

  private final Upstream pool;
  private final ChannelHandlerContext context;
  private final ResponseDecoder decoder;
  private final UploadPace pace;
  private @Nullable ResponseSink sink;
  private BodyFraming framing = BodyFraming.NONE;
  private boolean isRequestSent;
  private boolean isInterim;
  private @Nullable HttpResponse upgrade;
  private boolean isAnswering;
  private boolean isReusable;
  private long since;

  UpstreamConnection(
      Upstream pool, ChannelHandlerContext context, ResponseDecoder decoder, UploadPace pace) {
    this.pool = pool;
    this.context = context;
    this.decoder = decoder;
    this.pace = pace;
  }

  /// Sends the head of a request. Unless it has no body, `write` and `end` follow.
  ///
  /// @param expectsBody whether the answer may have a body: not to `HEAD`
  public void begin(HeadBytes head, BodyFraming framing, boolean expectsBody, ResponseSink sink) {
    this.sink = sink;
    this.framing = framing;
    isRequestSent = false;
    isAnswering = false;
    decoder.expect(!expectsBody);
    send(head.end(context.alloc()));
    if (framing.hasBody()) {
      pace.begin(pool.tick());
    } else {
      sent();
    }
  }

  /// Sends a part of the body.
  public void write(Buffer part) {
    pace.add(part.length());
    if (framing != BodyFraming.CHUNKED) {
      send(context.alloc().directBuffer(part.length()).writeBytes(part.getBytes()));
    } else if (part.length() > 0) {
      var size = (Integer.toHexString(part.length()) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      var chunk = context.alloc().directBuffer(size.length + part.length() + END_OF_CHUNK.length);
      send(chunk.writeBytes(size).writeBytes(part.getBytes()).writeBytes(END_OF_CHUNK));
    }
  }

  /// The body is complete.
  public void end() {
    if (framing == BodyFraming.CHUNKED) {
      send(context.alloc().directBuffer(LAST_CHUNK.length).writeBytes(LAST_CHUNK));
    }
    sent();
  }

  /// Whether the application is full; `ResponseSink.writable` tells when it takes more.
  public boolean isFull() {
    return !context.channel().isWritable();
  }

  /// Stops reading the answer, until it is resumed.
  public void pause() {
    context.channel().config().setAutoRead(false);
  }

  /// Reads on.
  public void resume() {
    context.channel().config().setAutoRead(true);
  }

  /// Gives up on the request; the sink hears nothing more.
  public void reset() {
    sink = null;
    close();
  }

  /// Leaves HTTP, as agreed in `ResponseSink.upgraded`: from now on bytes go both ways.
  public Tunnel join(NetSocket browser) {
    return Tunnel.join(browser, context, DECODER);
  }

  /// Nothing was begun, and nothing will be.
  public void giveBack() {
    pool.giveBack(this);
  }

  private void send(ByteBuf bytes) {
    // A failed write ends the connection, which is told by `failed` or `closed`.
    var _ = context.writeAndFlush(bytes, context.voidPromise());
  }

  /// The application's time begins when it has been sent the whole request.
  private void sent() {
    isRequestSent = true;
    since = pool.tick();
  }

  void head(HttpResponse response) {
    var to = sink;
    var status = response.status().code();
    if (to == null || isAnswering) {
      close();
    } else if (status >= LEAST_FINAL) {
      isAnswering = true;
      isReusable = HttpUtil.isKeepAlive(response);
      to.head(response);
    } else if (status == EARLY_HINTS || status == CONTINUE) {
      isInterim = true;
      hint(to, response);
    } else if (status == SWITCHING_PROTOCOLS && isAgreed(response)) {
      isInterim = true;
      upgrade = response;
    } else {
      invalid();
    }
  }

  private boolean isAgreed(HttpResponse response) {
    return framing == BodyFraming.UPGRADE
        && response.headers().containsValue("Upgrade", "websocket", true);
  }

  private static void hint(ResponseSink to, HttpResponse response) {
    if (response.status().code() == EARLY_HINTS) {
      to.hints(response.headers());
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
    if (isRequestSent && isReusable && context.channel().isActive()) {
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
    if (sink != null && !isRequestSent && !isFull()) {
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
    if (sink == null || isAnswering) {
      return;
    }
    if (isRequestSent) {
      if (now - since > patience) {
        fail(UpstreamError.TIMEOUT);
      }
      return;
    }
    switch (pace.judge(now, isFull())) {
      case FINE -> {}
      case TOO_SLOW -> fail(UpstreamError.SLOW_BODY);
      case NOT_TAKEN -> fail(UpstreamError.TIMEOUT);
    }
  }

  void idleSince(long tick) {
    since = tick;
  }

  boolean isIdleSince(long tick) {
    return since <= tick;
  }

  void close() {
    var _ = context.close();
  }
}
