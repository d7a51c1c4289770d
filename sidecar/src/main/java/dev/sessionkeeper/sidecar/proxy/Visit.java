package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.ArrayList;
import java.util.List;

/// What is known of one open connection of a browser. Belongs to one event loop.
final class Visit {
  // One at a time in HTTP/1, many in HTTP/2.
  private final List<HttpServerRequest> requests = new ArrayList<>(1);
  private final Intake intake;
  private final long size;
  private boolean isRefused;
  private boolean isEnding;
  private long moved;
  private long since;

  /// @param size what the connection takes of `HeadBudget`, in bytes
  /// @param now in steps of time
  Visit(Intake intake, long size, long now) {
    this.intake = intake;
    this.size = size;
    this.since = now;
  }

  Intake intake() {
    return intake;
  }

  long size() {
    return size;
  }

  /// Nobody is being served.
  boolean isIdle() {
    return requests.isEmpty();
  }

  /// A request's head has arrived.
  ///
  /// @return false for what stands behind a refused request
  boolean begin(HttpServerRequest request) {
    if (!Http2Head.isOf(request)) {
      intake.begun();
      requests.clear();
      moved = 0;
    }
    if (!isRefused) {
      requests.add(request);
    }
    return !isRefused;
  }

  /// A request has been answered; the next one may have begun already.
  void end(HttpServerRequest request, long now) {
    if (requests.remove(request)) {
      since = now;
      moved = 0;
    }
  }

  /// Takes no further request.
  void refuse() {
    isRefused = true;
  }

  boolean isRefused() {
    return isRefused;
  }

  /// Bytes of bodies tell that something moves, without a word from whoever moves them.
  boolean isSilentFor(int steps, long now) {
    if (!requests.isEmpty() && Http2Head.isOf(requests.getFirst())) {
      // Each stream has its own time.
      since = now;
      return false;
    }
    var bytes = 0L;
    for (var request : requests) {
      if (!request.response().headWritten()) {
        since = now;
      }
      bytes += request.bytesRead() + request.response().bytesWritten();
    }
    since = bytes == moved ? since : now;
    moved = bytes;
    return now - since > steps;
  }

  /// Vert.x closes when the browser has taken all that was written, so that one which takes nothing
  /// would never be rid of: after another step it is cut off.
  void end(HttpConnection connection) {
    if (isEnding) {
      var _ = ((HttpServerConnection) connection).channelHandlerContext().close();
    } else {
      isEnding = true;
      var _ = connection.close();
    }
  }
}
