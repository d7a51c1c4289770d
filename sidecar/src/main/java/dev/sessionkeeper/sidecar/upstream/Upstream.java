package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.host.HostAddress;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The application behind the sidecar, and the connections to it: kept for the next request, the
/// last one used first. Belongs to one event loop.
///
/// Sockets are Vert.x's, the codec on them is Netty's: Vert.x's own HTTP client makes a text of
/// every header three times, which for a session's cookie costs as much as the rest of a request.
public final class Upstream {
  private static final int LONGEST_LINE = 16 * 1024;
  // Each waiting request holds its head in memory; beyond this many the application is lost anyway.
  private static final int LONGEST_QUEUE = 1_024;

  private final Vertx vertx;
  private final SidecarConfig.Upstream target;
  private final int maxHeaderBytes;
  private final NetClient sockets;
  private final HostAddress address;
  private final Ticks ticks;
  private final long ticker;
  private final Set<UpstreamConnection> open = new HashSet<>();
  private final Deque<UpstreamConnection> idle = new ArrayDeque<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int connecting;
  private boolean isClosing;
  private long tick;

  /// A request in line for a connection.
  private record Waiting(Consumer<Lease> borrower, long since) {}

  /// A pool without connections; they are made when needed.
  public Upstream(Vertx vertx, SidecarConfig config, Clock clock) {
    this(vertx, config, clock, InetAddress::getByName);
  }

  Upstream(Vertx vertx, SidecarConfig config, Clock clock, HostAddress.Lookup lookup) {
    this.vertx = vertx;
    this.target = config.upstream();
    this.maxHeaderBytes = config.listener().maxHeaderBytes();
    this.sockets =
        vertx.createNetClient(
            new NetClientOptions()
                .setTcpNoDelay(true)
                .setConnectTimeout((int) target.connectTimeout().toMillis()));
    this.address = new HostAddress(vertx, clock, target.host(), target.port(), lookup);
    this.ticks = Ticks.of(config);
    this.ticker = vertx.setPeriodic(ticks.length().toMillis(), _ -> pass());
  }

  /// Where the application listens, as the `Host` of a request that names none.
  public String authority() {
    var host = target.host();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + target.port();
  }

  /// Lends a connection, at once where one is idle. Whoever waits longer than connecting may take
  /// is refused: the application does not keep up, and the browser should hear of it.
  public void lend(Consumer<Lease> borrower) {
    var connection = idle.pollFirst();
    if (connection != null) {
      borrower.accept(new Lease.Lent(connection));
    } else if (open.size() + connecting < target.maxConnections()) {
      connect(borrower);
    } else if (waiting.size() < LONGEST_QUEUE) {
      waiting.addLast(new Waiting(borrower, tick));
    } else {
      borrower.accept(new Lease.Refused(UpstreamError.POOL_EXHAUSTED));
    }
  }

  /// Takes a borrower out of the line, who has no use for a connection any more.
  public void leave(Consumer<Lease> borrower) {
    waiting.removeIf(next -> next.borrower().equals(borrower));
  }

  private void connect(Consumer<Lease> borrower) {
    connecting++;
    address
        .address()
        .timeout(target.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .compose(sockets::connect)
        .onComplete(
            socket -> {
              connecting--;
              borrower.accept(new Lease.Lent(connection(socket)));
            },
            _ -> {
              connecting--;
              borrower.accept(new Lease.Refused(UpstreamError.CONNECT));
              serveWaiting();
            });
  }

  private UpstreamConnection connection(NetSocket socket) {
    var context = ((NetSocketInternal) socket).channelHandlerContext();
    var decoder = new ResponseDecoder(LONGEST_LINE, maxHeaderBytes);
    var connection = new UpstreamConnection(this, context, decoder, new UploadPace(ticks));
    context
        .pipeline()
        .addBefore(context.name(), UpstreamConnection.DECODER, decoder)
        .addBefore(context.name(), "reader", new ResponseReader(connection));
    open.add(connection);
    return connection;
  }

  void giveBack(UpstreamConnection connection) {
    var next = waiting.pollFirst();
    if (next != null) {
      next.borrower().accept(new Lease.Lent(connection));
    } else if (isClosing) {
      connection.close();
    } else {
      connection.idleSince(tick);
      idle.addFirst(connection);
    }
  }

  void gone(UpstreamConnection connection) {
    open.remove(connection);
    idle.remove(connection);
    serveWaiting();
    closeIfDone();
  }

  private void serveWaiting() {
    var next = waiting.pollFirst();
    if (next != null) {
      lend(next.borrower());
    }
  }

  long tick() {
    return tick;
  }

  private void pass() {
    tick++;
    List.copyOf(open).forEach(connection -> connection.expire(tick, ticks.patience()));
    while (!idle.isEmpty() && idle.getLast().isIdleSince(tick - ticks.keepAlive())) {
      idle.removeLast().close();
    }
    while (!waiting.isEmpty() && waiting.getFirst().since() < tick - ticks.line()) {
      waiting.removeFirst().borrower().accept(new Lease.Refused(UpstreamError.POOL_EXHAUSTED));
    }
  }

  /// Keeps no connection from now on; requests under way end as they would.
  public void close() {
    isClosing = true;
    while (!idle.isEmpty()) {
      idle.removeLast().close();
    }
    closeIfDone();
  }

  private void closeIfDone() {
    if (isClosing && open.isEmpty() && connecting == 0 && waiting.isEmpty()) {
      vertx.cancelTimer(ticker);
    }
  }
}
