package dev.sessionkeeper.sidecar.admin;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// The open connections to the admin port, of which there are few: probes, a scraper and the
/// operator have one each, and anybody in the cluster can open more. A further one takes the place
/// of the oldest. Belongs to one event loop.
final class OpenConnections {
  private final SequencedSet<HttpConnection> open = new LinkedHashSet<>();
  private final int most;

  /// @param most how many may be open at a time
  OpenConnections(int most) {
    this.most = most;
  }

  /// A connection has been opened.
  void opened(HttpConnection connection) {
    if (open.size() == most) {
      cut(open.removeFirst());
    }
    open.add(connection);
    connection.closeHandler(_ -> open.remove(connection));
  }

  /// At once: Vert.x would wait until all is taken that was written.
  private static void cut(HttpConnection oldest) {
    var _ = ((HttpServerConnection) oldest).channelHandlerContext().close();
  }
}
