package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/// What is left of the body of a request that has its answer: read and dropped, up to a bound, so
/// that the connection can serve the next request.
final class UnreadBody {
  private static final long MOST_DROPPED = 1L << 20;

  private final HttpServerRequest request;
  private long left = MOST_DROPPED;

  private UnreadBody(HttpServerRequest request) {
    this.request = request;
  }

  /// Call it before the head of the answer is written.
  static void drop(HttpServerRequest request) {
    if (Expectation.isOpen(request) && !Http2Head.isOf(request)) {
      // Whether the body comes or the next request does, nobody can tell.
      var response = request.response();
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      response.endHandler(_ -> request.connection().close());
    } else if (Framing.of(request).hasBody() && !request.isEnded()) {
      var unread = new UnreadBody(request);
      request.exceptionHandler(_ -> {}).endHandler(_ -> {});
      request.handler(part -> unread.drop(part.length()));
      BodyIntake.resume(request);
    }
  }

  private void drop(int bytes) {
    left -= bytes;
    if (left < 0 && Http2Head.isOf(request)) {
      var _ = request.response().reset();
    } else if (left < 0) {
      request.connection().close();
    }
  }
}
