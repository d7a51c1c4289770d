package dev.sessionkeeper.sidecar.upstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/// A place for one request to the application, and its answer: write the head, begin, write the
/// body, end; the answer comes to the sink. Belongs to one event loop.
public interface UpstreamRequest {

  /// Where the head is written before `begin`.
  HeadWriter head();

  /// Sends the head that was written. Unless the request has no body, `write` and `end` follow.
  ///
  /// @param expectsBody whether the answer may have a body: not to `HEAD`
  void begin(BodyFraming framing, boolean expectsBody, ResponseSink sink);

  /// Sends a part of the body.
  void write(Buffer part);

  /// The body is complete.
  void end();

  /// Whether the application is full; `ResponseSink.writable` tells when it takes more.
  boolean isFull();

  /// Stops reading the answer, until it is resumed.
  void pause();

  /// Reads on.
  void resume();

  /// Gives up on the request; the sink hears nothing more.
  void reset();

  /// Leaves HTTP, as agreed in `ResponseSink.upgraded`: from now on bytes go both ways.
  Tunnel join(NetSocket browser);

  /// Nothing was begun, and nothing will be.
  void giveBack();
}
