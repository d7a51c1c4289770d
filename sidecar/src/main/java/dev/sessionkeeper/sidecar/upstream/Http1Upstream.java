package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.host.HostAddress;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The application in HTTP/1.1, and the connections to it: kept for the next request, the last one
/// used first. Belongs to one event loop.
///
/// Sockets are Vert.x's, the codec on them is Netty's: Vert.x's own HTTP client makes a text of
/// every header three times, which for a session's cookie costs as much as the rest of a request.
final class Http1Upstream implements Upstream {
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int SMALLEST_READ = 64;
  private static final int FIRST_READ = 2 * 1024;
  private static final int LARGEST_READ = 16 * 1024;

  private final Vertx vertx;
  private final SidecarConfig.Upstream target;
  private final int maxHeaderBytes;
  private final NetClient sockets;
  private final HostAddress address;
  private final Ticks ticks;
  private final long ticker;
  private final Set<UpstreamConnection> open = new HashSet<>();
  private final Deque<UpstreamConnection> idle = new ArrayDeque<>();
  private final WaitingLine line = new WaitingLine();
  private final HeadBytes head = new HeadBytes();
  private int connecting;
  private boolean isClosing;
  private long tick;

  Http1Upstream(Vertx vertx, SidecarConfig config, Clock clock, HostAddress.Lookup lookup) {
    this.vertx = vertx;
    this.target = config.upstream();
    this.maxHeaderBytes = config.listener().maxHeaderBytes();
    this.sockets = vertx.createNetClient(options(target));
    this.address = new HostAddress(vertx, clock, target.host(), target.port(), lookup);
    this.ticks = Ticks.of(config);
    this.ticker = vertx.setPeriodic(ticks.length().toMillis(), _ -> pass());
  }

  static NetClientOptions options(SidecarConfig.Upstream target) {
    return new NetClientOptions()
        .setTcpNoDelay(true)
        .setConnectTimeout((int) target.connectTimeout().toMillis());
  }

  static String authority(SidecarConfig.Upstream target) {
    var host = target.host();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + target.port();
  }

  @Override
  public String authority() {
    return authority(target);
  }

  @Override
  public Upstream forWebSockets() {
    return this;
  }

  /// Where all requests write their heads, one after the other.
  HeadBytes head() {
    return head;
  }

  @Override
  public void lend(Consumer<Lease> borrower) {
    var connection = idle.pollFirst();
    if (connection != null) {
      borrower.accept(new Lease.Lent(connection));
    } else if (open.size() + connecting < target.maxConnections()) {
      connect(borrower);
    } else {
      line.join(borrower, tick);
    }
  }

  @Override
  public void leave(Consumer<Lease> borrower) {
    line.leave(borrower);
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
    context.channel().config().setRecvByteBufAllocator(reads());
    var decoder = new ResponseDecoder(LONGEST_LINE, maxHeaderBytes);
    var connection = new UpstreamConnection(this, context, decoder, new UploadPace(ticks));
    context
        .pipeline()
        .addBefore(context.name(), UpstreamConnection.DECODER, decoder)
        .addBefore(context.name(), "reader", new ResponseReader(connection));
    open.add(connection);
    return connection;
  }

  /// What one read takes is in memory until the browser takes it, which need not be soon.
  private static RecvByteBufAllocator reads() {
    return new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ);
  }

  void giveBack(UpstreamConnection connection) {
    var next = line.poll();
    if (next != null) {
      next.accept(new Lease.Lent(connection));
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
    var next = line.poll();
    if (next != null) {
      lend(next);
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
    line.refuseBefore(tick - ticks.line());
  }

  @Override
  public void close() {
    isClosing = true;
    while (!idle.isEmpty()) {
      idle.removeLast().close();
    }
    closeIfDone();
  }

  private void closeIfDone() {
    if (isClosing && open.isEmpty() && connecting == 0 && line.isEmpty()) {
      vertx.cancelTimer(ticker);
    }
  }
}
