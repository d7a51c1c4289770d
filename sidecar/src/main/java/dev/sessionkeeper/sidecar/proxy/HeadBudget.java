package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/// Bounds what connections, request heads and the beginnings of bodies hold in memory at a time: a
/// head lives until its request is answered, and a few hundred of 64 KiB would fill a small heap.
/// Belongs to one event loop.
final class HeadBudget {
  /// What an open connection keeps from one request to the next: handlers, queues and the decoder's
  /// buffer.
  static final int CONNECTION_BYTES = 7 * 1_024;

  /// What the objects around a request take, besides its bytes.
  static final int REQUEST_BYTES = 2 * 1_024;

  /// What the objects around a header field take, besides its bytes.
  static final int FIELD_BYTES = 160;

  // The larger part of it direct: a head that is not complete, a frame that is not, and the table
  // of fields, which a client fills with entries of one byte that cost a hundred.
  private static final int HTTP2_CONNECTION_BYTES = 256 * 1_024;
  // Caches, classes and the space that a collection needs are the other half.
  private static final int SHARE_OF_HEAP = 2;
  // What a WebSocket keeps of both its connections, most of it queues and handlers of Vert.x.
  private static final int TUNNEL_BYTES = 8 * 1_024;
  // What is read of a body before anybody takes it: a full buffer of the socket, or a window of
  // HTTP/2.
  private static final int BODY_BYTES = 64 * 1_024;
  private static final int DIGITS_OF_SMALL = 5;

  private final long most;
  private long taken;

  private HeadBudget(long most) {
    this.most = most;
  }

  /// Half of the largest heap.
  static HeadBudget ofHeap() {
    return of(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /// @param most in bytes
  static HeadBudget of(long most) {
    return new HeadBudget(most);
  }

  /// What an open connection takes of it, in bytes.
  static long sizeOf(HttpConnection connection) {
    return Http2Head.isOf(connection) ? HTTP2_CONNECTION_BYTES : CONNECTION_BYTES;
  }

  /// What a request takes of it, in bytes.
  static long sizeOf(HttpServerRequest request) {
    var target = request.uri();
    var size = (long) REQUEST_BYTES + (target == null ? 0 : target.length());
    for (Map.Entry<String, String> field : request.headers()) {
      size += (long) FIELD_BYTES + field.getKey().length() + field.getValue().length();
    }
    return size;
  }

  /// What the beginning of a request's body takes of it while nobody takes the body, in bytes.
  ///
  /// @param request whose framing is clear
  static long bodyOf(HttpServerRequest request) {
    return switch (Framing.of(request)) {
      case NONE, UPGRADE -> 0;
      case CHUNKED -> BODY_BYTES;
      case LENGTH -> bodyOf(request.getHeader(HttpHeaders.CONTENT_LENGTH));
    };
  }

  private static long bodyOf(String length) {
    return length.length() > DIGITS_OF_SMALL
        ? BODY_BYTES
        : Math.min(BODY_BYTES, Integer.parseInt(length));
  }

  /// A connection has become a WebSocket.
  void tunnelled() {
    taken += TUNNEL_BYTES;
  }

  /// A WebSocket is closed.
  void tunnelClosed() {
    taken -= TUNNEL_BYTES;
  }

  /// Takes a share for a request.
  ///
  /// @return whether there was enough left; else nothing is taken
  boolean take(long bytes) {
    if (taken + bytes > most) {
      return false;
    }
    taken += bytes;
    return true;
  }

  /// Gives a request's share back.
  void give(long bytes) {
    taken -= bytes;
  }
}
