package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The open streams of all HTTP/2 connections; those on which nothing moves for too long are reset,
/// whatever the other streams of their connections do. Belongs to one event loop.
///
/// Time counts as it does for a connection of HTTP/1.1: not from a request's head to its answer's.
final class Http2Streams {
  private static final int STEPS = 8;
  // Source: RFC 9113 section 7.
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

  /// One step of time has passed.
  void pass() {
    now++;
    for (var request : List.copyOf(open.keySet())) {
      var silence = open.get(request);
      var moved = request.bytesRead() + request.response().bytesWritten();
      if (silence == null || !request.response().headWritten() || moved != silence.moved()) {
        open.replace(request, new Silence(moved, now));
      } else if (now - silence.since() > STEPS) {
        var _ = request.response().reset(CANCEL);
      }
    }
  }
}
