package dev.sessionkeeper.sidecar.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import org.jspecify.annotations.Nullable;

/// Bounds what is in memory of the body of a request of HTTP/1 that nobody takes: the socket is not
/// read meanwhile, and what one read has brought becomes parts of 16 KiB.
///
/// Vert.x stops reading after a number of parts: that may be a MiB, which fills the direct memory,
/// or chunks of one byte that cost 300 each. Trailers end here. Belongs to one connection and its
/// event loop.
final class BodyIntake extends ChannelInboundHandlerAdapter {
  private static final int PART_BYTES = 16 * 1_024;

  private @Nullable ByteBuf part;
  private boolean isOfNext;
  private boolean isHeld = true;
  private boolean isStopped;

  /// Has the body of a request that has arrived wait. That of HTTP/2 is bounded by its window.
  static void begin(HttpServerRequest request) {
    request.pause();
    if (isWatched(request)) {
      of(request).begin();
    }
  }

  /// Has the rest of a request's body wait.
  static void pause(HttpServerRequest request) {
    request.pause();
    if (isWatched(request)) {
      of(request).hold();
    }
  }

  /// Has a request's body come.
  static void resume(HttpServerRequest request) {
    if (isWatched(request)) {
      of(request).release(contextOf(request).channel());
    }
    request.resume();
  }

  private static boolean isWatched(HttpServerRequest request) {
    return !Http2Head.isOf(request)
        && (request.headers().contains(HttpHeaders.CONTENT_LENGTH)
            || request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
  }

  private static ChannelHandlerContext contextOf(HttpServerRequest request) {
    return ((HttpServerConnection) request.connection()).channelHandlerContext();
  }

  /// That of the request's connection, added with the first body.
  private static BodyIntake of(HttpServerRequest request) {
    var context = contextOf(request);
    var known = context.pipeline().get(BodyIntake.class);
    if (known != null) {
      return known;
    }
    var intake = new BodyIntake();
    context.pipeline().addBefore(context.name(), "body", intake);
    return intake;
  }

  /// The request whose head came last is being served.
  void begin() {
    isOfNext = false;
    isHeld = true;
  }

  void hold() {
    isHeld = true;
  }

  /// What comes is taken, unless it is of a request behind the one that is being served.
  void release(Channel channel) {
    if (isOfNext) {
      return;
    }
    isHeld = false;
    if (isStopped) {
      isStopped = false;
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    // Else 16 reads would be decoded together, and half a line at their end keep all of them.
    MaxMessagesRecvByteBufAllocator reads = context.channel().config().getRecvByteBufAllocator();
    reads.maxMessagesPerRead(1);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpContent content && content.decoderResult().isSuccess()) {
      take(context, content);
    } else {
      passOn(context);
      isOfNext |= message instanceof HttpRequest;
      context.fireChannelRead(message);
    }
  }

  private void take(ChannelHandlerContext context, HttpContent content) {
    add(content.content());
    content.release();
    if (content instanceof LastHttpContent) {
      end(context);
      return;
    }
    if ((isHeld || isOfNext) && !isStopped) {
      isStopped = true;
      context.channel().config().setAutoRead(false);
    }
    if (part != null && part.readableBytes() >= PART_BYTES) {
      passOn(context);
    }
  }

  private void add(ByteBuf bytes) {
    if (bytes.isReadable()) {
      part = part == null ? Unpooled.buffer(bytes.readableBytes()) : part;
      part.writeBytes(bytes);
    }
  }

  private void end(ChannelHandlerContext context) {
    var rest = part;
    part = null;
    context.fireChannelRead(
        rest == null ? LastHttpContent.EMPTY_LAST_CONTENT : new DefaultLastHttpContent(rest));
  }

  private void passOn(ChannelHandlerContext context) {
    var whole = part;
    part = null;
    if (whole != null) {
      context.fireChannelRead(new DefaultHttpContent(whole));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    passOn(context);
    context.fireChannelReadComplete();
  }
}
