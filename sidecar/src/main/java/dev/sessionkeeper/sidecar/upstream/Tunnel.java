package dev.sessionkeeper.sidecar.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;

/// Bytes both ways between a browser and the application, once both have left HTTP behind. Its
/// protocol is theirs alone.
///
/// An end of one direction is passed on and leaves the other direction open; when a connection is
/// gone, the other one is closed after what was read before. Belongs to one event loop.
public final class Tunnel {
  private final TunnelEnd browser = new TunnelEnd(this);
  private final TunnelEnd application = new TunnelEnd(this);
  private final Promise<Void> closed = Promise.promise();
  private long moved;

  private Tunnel() {}

  /// Joins two connections, and reads both.
  ///
  /// @param codec the name of the handler of the application's connection that reads HTTP; what it
  ///     has read too much of goes to the browser
  static Tunnel join(NetSocket browser, ChannelHandlerContext application, String codec) {
    var tunnel = new Tunnel();
    add(((NetSocketInternal) browser).channelHandlerContext(), tunnel.browser);
    add(application, tunnel.application);
    var _ = application.pipeline().remove(codec);
    tunnel.browser.read();
    tunnel.application.read();
    return tunnel;
  }

  private static void add(ChannelHandlerContext socket, TunnelEnd end) {
    var _ = socket.pipeline().addBefore(socket.name(), "tunnel", end);
  }

  TunnelEnd otherOf(TunnelEnd end) {
    return end == browser ? application : browser;
  }

  void moved(int bytes) {
    moved += bytes;
  }

  /// How many bytes have come from either side; a change tells that something moves.
  public long moved() {
    return moved;
  }

  /// A connection is gone.
  void ended(TunnelEnd end) {
    var other = otherOf(end);
    if (other.isOpen()) {
      other.closeAfterRest();
    } else {
      closed.tryComplete();
    }
  }

  /// Succeeds when both connections are gone.
  public Future<Void> closed() {
    return closed.future();
  }

  /// Closes both connections at once.
  public void close() {
    browser.close();
    application.close();
  }
}
