package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  public Upstream(Vertx vertx, SidecarConfig config) {
    this.vertx = vertx;
    this.target = config.upstream();
    this.maxHeaderBytes = config.listener().maxHeaderBytes();
    this.sockets =
        vertx.createNetClient(
            new NetClientOptions()
                .setTcpNoDelay(true)
                .setConnectTimeout((int) target.connectTimeout().toMillis()));
    this.ticks = Ticks.of(target.keepAlive(), target.responseTimeout());
    this.ticker = vertx.setPeriodic(ticks.length().toMillis(), _ -> pass());
  }

  /// Where the application listens, as the `Host` of a request that names none.
  public String authority() {
    var host = target.host();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + target.port();
  }

  /// Lends a connection, at once where one is idle. Whoever waits longer than an answer may take is
  /// refused.
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
    sockets
        .connect(target.port(), target.host())
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
    var connection = new UpstreamConnection(this, context, decoder);
    context
        .pipeline()
        .addBefore(context.name(), "http", decoder)
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
    while (!waiting.isEmpty() && waiting.getFirst().since() < tick - ticks.patience()) {
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

  /// Time in steps: cheaper than two timers a request, and exact enough.
  ///
  /// @param length of one step
  /// @param keepAlive after how many steps an idle connection is closed; never later than agreed
  /// @param patience after how many steps an answer is late; never earlier than agreed
  private record Ticks(Duration length, long keepAlive, long patience) {
    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int STEPS = 8;

    static Ticks of(Duration keepAlive, Duration patience) {
      var share = shorter(keepAlive, patience).dividedBy(STEPS).toMillis();
      var length = Duration.ofMillis(Math.clamp(share, SHORTEST.toMillis(), LONGEST.toMillis()));
      return new Ticks(
          length, Math.max(1, keepAlive.dividedBy(length)), patience.dividedBy(length) + 1);
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }
  }
}
