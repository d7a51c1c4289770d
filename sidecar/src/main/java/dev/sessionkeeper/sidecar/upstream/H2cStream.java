package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One stream of an HTTP/2 connection: a request to the application, and its answer. Source: RFC
/// 9113 sections 5.1 and 8.1. Belongs to one event loop.
final class H2cStream implements UpstreamRequest {
  private static final Buffer NOTHING = Buffer.buffer(0);

  private final H2cConnection connection;
  private final Channel channel;
  private final Upload upload;
  private final H2cHead head = new H2cHead();
  private @Nullable ResponseSink sink;
  private boolean isAnswering;

  H2cStream(H2cConnection connection, Channel channel, UploadPace pace) {
    this.connection = connection;
    this.channel = channel;
    this.upload = new Upload(pace);
  }

  @Override
  public HeadWriter head() {
    return head;
  }

  @Override
  public void begin(BodyFraming framing, boolean expectsBody, ResponseSink to) {
    sink = to;
    upload.begin(framing, connection.tick());
    var _ =
        channel
            .writeAndFlush(new DefaultHttp2HeadersFrame(head.fields(), !framing.hasBody()))
            .addListener(
                sent -> {
                  if (!sent.isSuccess()) {
                    channel.eventLoop().execute(this::notSent);
                  }
                });
  }

  /// The connection takes no further stream, for whatever reason.
  private void notSent() {
    connection.leave();
    refused();
  }

  @Override
  public void write(Buffer part) {
    if (part.length() > 0) {
      upload.passed(part.length());
      var bytes = channel.alloc().directBuffer(part.length()).writeBytes(part.getBytes());
      var _ = channel.writeAndFlush(new DefaultHttp2DataFrame(bytes));
    }
  }

  @Override
  public void end() {
    upload.complete(connection.tick());
    var _ = channel.writeAndFlush(new DefaultHttp2DataFrame(true));
  }

  @Override
  public boolean isFull() {
    return !channel.isWritable();
  }

  @Override
  public void pause() {
    channel.config().setAutoRead(false);
  }

  @Override
  public void resume() {
    channel.config().setAutoRead(true);
  }

  /// The application hears that nobody waits any more.
  @Override
  public void reset() {
    sink = null;
    var _ =
        channel
            .writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL))
            .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public Tunnel join(NetSocket browser) {
    throw new IllegalStateException("framing: expected a request that stays HTTP");
  }

  @Override
  public void giveBack() {
    var _ = channel.close();
  }

  void fields(Http2Headers fields, boolean isLast) {
    var to = sink;
    if (to == null) {
      return;
    }
    if (isAnswering) {
      H2cAnswer.fields(fields)
          .filter(_ -> isLast)
          .ifPresentOrElse(trailers -> end(to, NOTHING, trailers), this::invalid);
    } else {
      H2cAnswer.head(fields).ifPresentOrElse(response -> head(to, response, isLast), this::invalid);
    }
  }

  private void head(ResponseSink to, HttpResponse response, boolean isLast) {
    var kind = AnswerKind.of(response, upload.framing());
    if (kind == AnswerKind.FINAL) {
      isAnswering = true;
      to.head(response);
      if (isLast) {
        end(to, NOTHING, EmptyHttpHeaders.INSTANCE);
      }
    } else if (isLast) {
      invalid();
    } else {
      interim(to, kind, response);
    }
  }

  private void interim(ResponseSink to, AnswerKind kind, HttpResponse response) {
    switch (kind) {
      case EARLY_HINTS -> to.hints(response.headers());
      case CONTINUE, FINAL -> {}
      // There is no such answer in HTTP/2: RFC 9113 section 8.6.
      case WEB_SOCKET, INVALID -> invalid();
    }
  }

  void data(ByteBuf content, boolean isLast) {
    var to = sink;
    if (to == null) {
      return;
    }
    if (!isAnswering) {
      invalid();
    } else if (isLast) {
      end(to, copied(content), EmptyHttpHeaders.INSTANCE);
    } else if (content.isReadable()) {
      to.body(copied(content));
    }
  }

  private static Buffer copied(ByteBuf bytes) {
    return bytes.isReadable() ? Buffer.buffer(ByteBufUtil.getBytes(bytes)) : NOTHING;
  }

  private void end(ResponseSink to, Buffer last, HttpHeaders trailers) {
    if (upload.isComplete()) {
      sink = null;
    } else {
      reset();
    }
    to.end(last, trailers);
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

  /// The application has ended the stream before its time. Source: RFC 9113 section 8.7.
  void resetBy(long code) {
    var to = sink;
    if (code == Http2Error.REFUSED_STREAM.code() && !isAnswering) {
      refused();
    } else if (to != null && isAnswering) {
      sink = null;
      to.cut(code);
    } else {
      fail(UpstreamError.RESET);
    }
  }

  /// The application closes the connection, and has not looked at this stream. Source: RFC 9113
  /// section 6.8.
  void leftBehind() {
    connection.leave();
    refused();
  }

  private void refused() {
    var to = sink;
    sink = null;
    if (to != null) {
      to.refused();
    }
  }

  void failed(Throwable cause) {
    var to = sink;
    if (cause instanceof Http2Exception || cause instanceof Http2FrameStreamException) {
      invalid();
    } else if (to == null || cause instanceof IOException) {
      fail(UpstreamError.RESET);
    } else {
      reset();
      to.bug(cause);
    }
  }

  void closed() {
    fail(UpstreamError.RESET);
  }

  private void invalid() {
    fail(UpstreamError.INVALID_RESPONSE);
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
}
