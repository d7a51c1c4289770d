package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.refresh.ClockSkew;
import dev.sessionkeeper.sidecar.refresh.RefreshCoordinator;
import dev.sessionkeeper.sidecar.supabase.AuthServer;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import dev.sessionkeeper.sidecar.upstream.Upstream;
import dev.sessionkeeper.sidecar.verify.Verifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The port where requests of browsers arrive.
public final class ProxyServer {
  private static final int MOST_STREAMS = 128;
  // Eight streams whose bodies wait for the application leave room for the others.
  private static final int HTTP2_WINDOW = 8 * 64 * 1024;
  private static final int LONGEST_LINE = 16 * 1024;

  private final HttpServer server;
  private final LongSupplier nanos;
  private @Nullable volatile ProxyPolicy inForce;

  /// A server that is not open yet. `apply` must come before `listen`.
  ///
  /// @param nanos a monotonic clock in nanoseconds
  public ProxyServer(
      Vertx vertx,
      SidecarConfig.Listener listener,
      ClockSkew skew,
      TrafficMetrics metrics,
      LongSupplier nanos) {
    this(vertx, listener, skew, metrics, nanos, HeadBudget.ofHeap(), Backlog.ofHeap(metrics));
  }

  ProxyServer(
      Vertx vertx,
      SidecarConfig.Listener listener,
      ClockSkew skew,
      TrafficMetrics metrics,
      LongSupplier nanos,
      HeadBudget heads,
      Backlog backlog) {
    this.nanos = nanos;
    var keeper = new SessionKeeper(skew, nanos, metrics);
    var endpoints = new BrowserEndpoints(keeper, skew, metrics.endpoints());
    var tunnels = new Tunnels(listener.webSocketIdleTimeout(), metrics);
    var connections =
        new Connections(
            heads, backlog, decoding(listener), listener.idleTimeout(), tunnels, metrics);
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setMaxHeaderSize(listener.maxHeaderBytes())
                    .setMaxInitialLineLength(LONGEST_LINE)
                    .setHandle100ContinueAutomatically(false)
                    .setHttp2ClearTextEnabled(listener.h2c())
                    .setHttp2ConnectionWindowSize(HTTP2_WINDOW)
                    .setInitialSettings(
                        new Http2Settings()
                            .setMaxHeaderListSize(listener.maxHeaderBytes())
                            .setMaxConcurrentStreams(MOST_STREAMS))
                    .setPerFrameWebSocketCompressionSupported(false)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setMetricsName("listener"))
            .connectionHandler(connections::opened)
            .invalidRequestHandler(
                new InvalidRequests(vertx, metrics, connections, listener.maxHeaderBytes()))
            .requestHandler(
                new ProxyHandler(
                    this::policy, keeper, endpoints, metrics, nanos, heads, connections));
    // Not Vert.x's idle time-out, which also counts while the application is waited for.
    vertx.setPeriodic(connections.step().toMillis(), _ -> connections.pass());
    vertx.setPeriodic(tunnels.step().toMillis(), _ -> tunnels.pass());
  }

  private static Optional<Http1ServerConfig> decoding(SidecarConfig.Listener listener) {
    return listener.h2c()
        ? Optional.empty()
        : Optional.of(
            new Http1ServerConfig()
                .setMaxHeaderSize(listener.maxHeaderBytes())
                .setMaxInitialLineLength(LONGEST_LINE));
  }

  /// Puts a policy in force for all requests that begin from now on.
  public void apply(
      SidecarConfig config,
      Upstream upstream,
      Verifier verifier,
      RefreshCoordinator coordinator,
      AuthServer server) {
    inForce = ProxyPolicy.of(config, upstream, verifier, coordinator, server, nanos);
  }

  /// Opens the port; fails with a `java.net.BindException` where it is in use.
  public Future<HttpServer> listen(int port, String host) {
    return server.listen(port, host);
  }

  /// Takes no new connections and ends when all requests have their answer, or when time is up.
  public Future<Void> drain(Duration longest) {
    return server.shutdown(longest);
  }

  private ProxyPolicy policy() {
    var policy = inForce;
    if (policy == null) {
      throw new IllegalStateException("listen: expected apply to come first");
    }
    return policy;
  }
}
