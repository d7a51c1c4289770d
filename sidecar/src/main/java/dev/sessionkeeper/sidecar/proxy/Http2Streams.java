package dev.sessionkeeper.sidecar.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The open streams of all HTTP/2 connections; those on which nothing moves for too long are reset,
/// whatever the other streams of their connections do. Belongs to one event loop.
///
/// Time counts as it does for a connection of HTTP/1.1: not from a request's head to its answer's.
/// A client that does not even take the reset reads nothing at all, and its connection is closed.
final class Http2Streams {
  /// What a stream keeps at most of an answer that is complete: two reads of the application's
  /// socket.
  static final long ANSWER_BYTES = 32 * 1_024;

  // Streams of Netty and Vert.x, with what they know of the flow of either direction.
  private static final long STREAM_BYTES = 8 * 1_024;
  private static final int STEPS = 8;
  // Source: RFC 9113 section 7.
  private static final long REFUSED_STREAM = 7;
  private static final long CANCEL = 8;

  private final Map<HttpServerRequest, Silence> open = new HashMap<>();
  private long now;

  /// Since when nothing has moved.
  ///
  /// @param moved how many bytes of bodies had moved by then
  private record Silence(long moved, long since) {}

  void opened(HttpServerRequest request) {
    open.put(request, new Silence(0, now));
  }

  void closed(HttpServerRequest request) {
    open.remove(request);
  }

  /// What a request takes of the budget, in bytes: a field is there as it was sent, and as a text.
  static long sizeOf(HttpServerRequest request) {
    return STREAM_BYTES + 2 * HeadBudget.sizeOf(request);
  }

  /// Says that nothing was done for a request, so that it may be sent again. An answer would keep
  /// the request in memory for as long as the client likes.
  static void refuse(HttpServerRequest request) {
    request.headers().clear();
    var _ = request.response().reset(REFUSED_STREAM);
  }

  /// Whether a request's stream is closed: the client has taken all of the answer, and sent all of
  /// the body.
  static boolean isClosed(HttpServerRequest request) {
    var stream = handlerOf(request).connection().stream(idOf(request));
    return stream == null || stream.state() == Http2Stream.State.CLOSED;
  }

  /// Runs something once a request's stream, which is open, is closed.
  static void whenClosed(HttpServerRequest request, Runnable then) {
    var streams = handlerOf(request).connection();
    var id = idOf(request);
    streams.addListener(
        new Http2ConnectionAdapter() {
          @Override
          public void onStreamClosed(Http2Stream stream) {
            if (stream.id() == id) {
              streams.removeListener(this);
              then.run();
            }
          }
        });
  }

  /// One step of time has passed.
  void pass() {
    now++;
    for (var request : List.copyOf(open.keySet())) {
      var silence = open.get(request);
      var moved = request.bytesRead() + request.response().bytesWritten();
      if (silence == null || !request.response().headWritten() || moved != silence.moved()) {
        open.replace(request, new Silence(moved, now));
      } else if (now - silence.since() > STEPS + 1) {
        var _ = contextOf(request).close();
      } else if (now - silence.since() > STEPS) {
        cancel(request);
      }
    }
  }

  /// Ends a stream. Vert.x resets none whose answer it has handed over to Netty, taken or not.
  static void cancel(HttpServerRequest request) {
    var context = contextOf(request);
    var reset = context.newPromise();
    var _ = handlerOf(request).resetStream(context, idOf(request), CANCEL, reset);
    context.flush();
  }

  private static int idOf(HttpServerRequest request) {
    return (int) request.response().streamId();
  }

  private static Http2ConnectionHandler handlerOf(HttpServerRequest request) {
    return (Http2ConnectionHandler) contextOf(request).handler();
  }

  private static ChannelHandlerContext contextOf(HttpServerRequest request) {
    return ((HttpServerConnection) request.connection()).channelHandlerContext();
  }
}
