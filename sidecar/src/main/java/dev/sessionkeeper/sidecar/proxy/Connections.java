package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import dev.sessionkeeper.sidecar.upstream.Tunnel;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.vertx.core.Future;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The open connections of browsers; those on which nothing moves for too long are closed.
///
/// Time counts before a request has arrived, between requests, and between the parts of an answer.
/// It does not count from a request's head to its answer's head: then the browser waits for us, and
/// the time-outs of refresh and application are in force. Belongs to one event loop.
final class Connections {
  private static final int STEPS = 8;

  private final Map<HttpConnection, Visit> open = new LinkedHashMap<>();
  private final TrafficMetrics metrics;
  private final HeadBudget heads;
  private final Backlog backlog;
  private final Optional<Http1ServerConfig> decoding;
  private final Duration step;
  private final Tunnels tunnels;
  private final Http2Streams streams = new Http2Streams();
  private long now;

  /// @param decoding how heads are read; empty where the first one of a connection is read before
  ///     `opened` is called, as of connections that may become HTTP/2
  /// @param idleTimeout how long nothing may move; a connection is closed up to a quarter later
  /// @param tunnels where connections go that leave HTTP
  Connections(
      HeadBudget heads,
      Backlog backlog,
      Optional<Http1ServerConfig> decoding,
      Duration idleTimeout,
      Tunnels tunnels,
      TrafficMetrics metrics) {
    this.metrics = metrics;
    this.heads = heads;
    this.backlog = backlog;
    this.decoding = decoding;
    this.tunnels = tunnels;
    this.step = idleTimeout.dividedBy(STEPS);
  }

  /// How often `pass` must be called.
  Duration step() {
    return step;
  }

  /// A browser has connected.
  void opened(HttpConnection connection) {
    var context = ((HttpServerConnection) connection).channelHandlerContext();
    var channel = context.channel();
    var size = HeadBudget.sizeOf(connection);
    if (!take(size)) {
      metrics.connectionCut();
      connection.exceptionHandler(_ -> {});
      // Not yet: it is only being opened.
      context.executor().execute(new Intake(channel, backlog)::cut);
      return;
    }
    var visit = new Visit(new Intake(channel, backlog), size, now);
    // Else up to 16 reads are decoded together, and half a line or frame keeps all of them.
    MaxMessagesRecvByteBufAllocator reads = channel.config().getRecvByteBufAllocator();
    reads.maxMessagesPerRead(1);
    if (Http2Head.isOf(connection)) {
      ControlFrames.watch(context);
    }
    decoding.ifPresent(
        config -> RequestDecoder.install(channel.pipeline(), config, visit.intake()));
    open.put(connection, visit);
    // A body that cannot be read has no end, and nothing behind it is a request. Without a handler,
    // browsers that leave would be logged as errors.
    connection.exceptionHandler(_ -> broken(connection, visit));
    connection.closeHandler(_ -> closed(connection));
  }

  /// Takes a share of the budget. Where nothing is left, connections without a request make way,
  /// the oldest first.
  ///
  /// @return whether there was enough; else nothing is taken
  boolean take(long bytes) {
    while (!heads.take(bytes)) {
      if (!closeOldestIdle()) {
        return false;
      }
    }
    return true;
  }

  private boolean closeOldestIdle() {
    for (var entry : open.entrySet()) {
      if (entry.getValue().isIdle()) {
        metrics.connectionCut();
        closed(entry.getKey());
        entry.getValue().intake().cut();
        return true;
      }
    }
    return false;
  }

  /// What follows a refused request is no request anyhow, and its answer is still on the way.
  private static void broken(HttpConnection connection, Visit visit) {
    if (!visit.isRefused()) {
      connection.close();
    }
  }

  private void closed(HttpConnection connection) {
    var visit = open.remove(connection);
    if (visit != null) {
      leave(visit);
    }
  }

  private void leave(Visit visit) {
    visit.intake().ended();
    heads.give(visit.size());
  }

  /// A request's head has arrived.
  ///
  /// @return false for what stands behind a refused request, as it may be a part of that, and for
  ///     what still comes from a connection that is closed
  boolean begin(HttpServerRequest request) {
    var visit = open.get(request.connection());
    if (visit == null || visit.intake().isCut()) {
      return false;
    }
    if (Http2Head.isOf(request)) {
      streams.opened(request);
    }
    return visit.begin(request);
  }

  /// A request has been answered; the next one of its connection may have begun already.
  void end(HttpServerRequest request) {
    var visit = open.get(request.connection());
    if (visit != null) {
      visit.end(request, now);
    }
    if (Http2Head.isOf(request)) {
      streams.closed(request);
    }
  }

  /// A connection has left HTTP; it is the tunnel's from now on.
  void upgraded(HttpServerRequest request, Tunnel tunnel) {
    var visit = open.remove(request.connection());
    if (visit != null) {
      leave(visit);
    }
    heads.tunnelled();
    tunnel.closed().onComplete(_ -> heads.tunnelClosed());
    tunnels.opened(tunnel);
  }

  /// Takes no further request from the connection of one that is about to be refused. Streams of
  /// HTTP/2 are no part of one another.
  void refuse(HttpServerRequest request) {
    if (Http2Head.isOf(request)) {
      return;
    }
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    var visit = open.get(request.connection());
    if (visit != null) {
      visit.refuse();
    }
  }

  /// A request has been refused.
  Future<Void> refused(HttpServerRequest request) {
    return Http2Head.isOf(request) ? Future.succeededFuture() : request.connection().close();
  }

  /// One step of time has passed.
  void pass() {
    now++;
    streams.pass();
    for (var entry : List.copyOf(open.entrySet())) {
      if (entry.getValue().isSilentFor(STEPS, now)) {
        entry.getValue().end(entry.getKey());
      }
    }
  }
}
