package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.host.HostAddress;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The application in HTTP/2: streams of few connections, a further one only where the others are
/// full. Loaded where a configuration asks for it. Belongs to one event loop.
final class H2cUpstream implements Upstream {
  static final String NO_HTTP2 =
      "the application does not answer in HTTP/2, as upstream.protocol says it would";

  private static final Logger LOG = LoggerFactory.getLogger(H2cUpstream.class);

  private final Vertx vertx;
  private final SidecarConfig config;
  private final Clock clock;
  private final HostAddress.Lookup lookup;
  private final NetClient sockets;
  private final HostAddress address;
  private final Ticks ticks;
  private final long ticker;
  private final List<H2cConnection> ready = new ArrayList<>();
  private final WaitingLine line = new WaitingLine();
  private @Nullable Upstream webSockets;
  private @Nullable H2cConnection greeting;
  private boolean isConnecting;
  private boolean isClosing;
  private boolean isTold;
  private int streams;
  private long tick;

  H2cUpstream(Vertx vertx, SidecarConfig config, Clock clock, HostAddress.Lookup lookup) {
    var target = config.upstream();
    this.vertx = vertx;
    this.config = config;
    this.clock = clock;
    this.lookup = lookup;
    this.sockets = vertx.createNetClient(Http1Upstream.options(target));
    this.address = new HostAddress(vertx, clock, target.host(), target.port(), lookup);
    this.ticks = Ticks.of(config);
    this.ticker = vertx.setPeriodic(ticks.length().toMillis(), _ -> pass());
  }

  @Override
  public String authority() {
    return Http1Upstream.authority(config.upstream());
  }

  @Override
  public void lend(Consumer<Lease> borrower) {
    var free = free();
    if (free.isPresent()) {
      open(free.get(), borrower);
    } else {
      line.join(borrower, tick);
      connectIfNeeded();
    }
  }

  @Override
  public void leave(Consumer<Lease> borrower) {
    line.leave(borrower);
  }

  /// WebSockets over HTTP/2 (RFC 8441) are spoken by few applications; the handshake of HTTP/1.1 is
  /// understood by all that have any.
  @Override
  public Upstream forWebSockets() {
    if (webSockets == null) {
      webSockets = new Http1Upstream(vertx, config, clock, lookup);
    }
    return webSockets;
  }

  private Optional<H2cConnection> free() {
    return streams < config.upstream().maxConnections()
        ? ready.stream().filter(H2cConnection::hasRoom).findFirst()
        : Optional.empty();
  }

  private void open(H2cConnection connection, Consumer<Lease> borrower) {
    streams++;
    connection.open(borrower);
  }

  /// One attempt at a time: all that wait share what comes of it.
  private void connectIfNeeded() {
    var most = config.upstream().maxConnections();
    if (isConnecting || line.isEmpty() || streams >= most || ready.size() >= most) {
      return;
    }
    isConnecting = true;
    address
        .address()
        .timeout(config.upstream().connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .compose(sockets::connect)
        .onComplete(this::greet, _ -> connectedInVain());
  }

  private void greet(NetSocket socket) {
    var context = ((NetSocketInternal) socket).channelHandlerContext();
    greeting = new H2cConnection(this, context, ticks, tick);
    greeting.start(config.listener().maxHeaderBytes());
  }

  /// The application has greeted in HTTP/2.
  void greeted(H2cConnection connection) {
    greeting = null;
    isConnecting = false;
    isTold = false;
    ready.add(connection);
    serve();
  }

  private void connectedInVain() {
    isConnecting = false;
    if (ready.isEmpty()) {
      line.refuseAll(UpstreamError.CONNECT);
    }
    closeIfDone();
  }

  /// A connection is gone, or takes no further stream.
  void gone(H2cConnection connection) {
    ready.remove(connection);
    if (connection == greeting) {
      greeting = null;
      tellOnce();
      connectedInVain();
    }
    connectIfNeeded();
    closeIfDone();
  }

  private void tellOnce() {
    if (!isTold) {
      isTold = true;
      LOG.atWarn().log(NO_HTTP2);
    }
  }

  /// A stream has ended.
  void ended(H2cConnection connection) {
    streams--;
    serve();
    if (isClosing && connection.isIdle()) {
      connection.close();
    }
  }

  private void serve() {
    for (var free = free(); free.isPresent(); free = free()) {
      var next = line.poll();
      if (next == null) {
        return;
      }
      open(free.get(), next);
    }
    connectIfNeeded();
  }

  long tick() {
    return tick;
  }

  private void pass() {
    tick++;
    if (greeting != null && greeting.isIdleSince(tick - ticks.line())) {
      greeting.close();
    }
    for (var connection : List.copyOf(ready)) {
      connection.expire(tick, ticks.patience());
      if (connection.isIdleSince(tick - ticks.keepAlive())) {
        connection.close();
      }
    }
    line.refuseBefore(tick - ticks.line());
  }

  @Override
  public void close() {
    isClosing = true;
    if (webSockets != null) {
      webSockets.close();
    }
    List.copyOf(ready).stream().filter(H2cConnection::isIdle).forEach(H2cConnection::close);
    closeIfDone();
  }

  private void closeIfDone() {
    if (isClosing && ready.isEmpty() && !isConnecting && line.isEmpty()) {
      vertx.cancelTimer(ticker);
    }
  }
}
