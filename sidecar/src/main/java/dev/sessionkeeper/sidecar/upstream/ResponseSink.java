package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.vertx.core.buffer.Buffer;

/// Takes the answer of the application, part by part, on the event loop: `head`, any number of
/// `body`, then `end`; or `fail` or `bug` instead of what is missing.
public interface ResponseSink {

  /// Early hints (status 103) came; the answer is still to come.
  void hints(HttpHeaders headers);

  /// The application agrees to leave HTTP: it has answered 101 to a request with
  /// `BodyFraming.UPGRADE`. The connection is paused and no longer the pool's; `join` or `reset` it
  /// before this method returns, nothing else comes.
  void upgraded(HttpResponse answer);

  /// The head of the answer came; its status is 200 or above.
  void head(HttpResponse answer);

  /// A part of the body came.
  void body(Buffer part);

  /// All that has arrived so far has been handed over.
  void flush();

  /// The answer is complete.
  ///
  /// @param last what is left of the body; may be empty
  void end(Buffer last, HttpHeaders trailers);

  /// Nothing more comes, though the answer is not complete.
  void fail(UpstreamError error);

  /// The application has certainly not looked at the request: it may be repeated, whatever it is.
  /// Source: RFC 9113 sections 6.8 and 8.7.
  void refused();

  /// The application has taken the rest of its answer back, as HTTP/2 can.
  ///
  /// @param code why. Source: RFC 9113 section 7
  void cut(long code);

  /// A sink failed as only a bug can; nothing more comes.
  void bug(Throwable failure);

  /// More of the request's body may be written.
  void writable();
}
