package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.contract.SidecarConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The application behind the sidecar, and the connections to it.
public final class Upstream {
  private static final int LONGEST_LINE = 16 * 1024;
  // Each waiting request holds its head in memory; beyond this many the application is lost anyway.
  private static final int LONGEST_QUEUE = 1_024;

  private final HttpClient client;
  private final String host;
  private final int port;
  private final Duration responseTimeout;

  /// A pool without connections; they are made when needed.
  public Upstream(Vertx vertx, SidecarConfig config) {
    var upstream = config.upstream();
    this.host = upstream.host();
    this.port = upstream.port();
    this.responseTimeout = upstream.responseTimeout();
    // What breaks a connection is told by the request on it; without this it would be logged too.
    this.client =
        vertx
            .httpClientBuilder()
            .with(options(config))
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(upstream.maxConnections())
                    .setMaxWaitQueueSize(LONGEST_QUEUE))
            .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
            .build();
  }

  private static HttpClientOptions options(SidecarConfig config) {
    var upstream = config.upstream();
    return new HttpClientOptions()
        .setConnectTimeout((int) upstream.connectTimeout().toMillis())
        .setKeepAliveTimeout((int) Math.max(1, upstream.keepAlive().toSeconds()))
        .setMaxHeaderSize(config.listener().maxHeaderBytes())
        .setMaxInitialLineLength(LONGEST_LINE)
        .setDecompressionSupported(false)
        .setMetricsName("upstream");
  }

  /// A request on a free connection, with nothing sent yet.
  Future<HttpClientRequest> request(HttpMethod method, String target) {
    return client.request(method, port, host, target);
  }

  Duration responseTimeout() {
    return responseTimeout;
  }

  /// Takes no new requests, lets those under way end, and closes; what still runs after a day is
  /// cut.
  public Future<Void> close() {
    return client.shutdown(1, TimeUnit.DAYS);
  }
}
