package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.sidecar.host.HostAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The pool of connections to the Auth server, and what every call carries. Safe for all threads.
///
/// HTTP/1.1 only: a handful of short calls gains nothing by HTTP/2, and a call that is cancelled
/// then takes its own connection along and nobody else's.
final class AuthConnection {
  private static final int MOST_HEAD_BYTES = 64 * 1024;
  private static final int MOST_CONNECTIONS = 64;
  private static final int MOST_WAITING = 256;
  private static final int CONNECT_MILLIS = 1_000;
  // Below the idle time-outs of usual gateways (60 s), so that it is not them who close.
  private static final int KEEP_ALIVE_SECONDS = 30;

  private final Vertx vertx;
  private final BaseUrl base;
  private final HostAddress host;
  private final String name;
  private final HttpClient client;

  /// Opens nothing yet.
  ///
  /// @param name of this program with its version, as the server's log shows it
  AuthConnection(Vertx vertx, BaseUrl base, HostAddress host, String name) {
    this.vertx = vertx;
    this.base = base;
    this.host = host;
    this.name = name;
    this.client =
        vertx
            .httpClientBuilder()
            .with(options())
            .with(pool())
            // A call tells by its answer what broke. Without a handler, a server that restarts
            // would be logged as an error for each idle connection.
            .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
            .build();
  }

  private static HttpClientOptions options() {
    return new HttpClientOptions()
        .setMetricsName("auth")
        .setConnectTimeout(CONNECT_MILLIS)
        .setSslHandshakeTimeout(CONNECT_MILLIS)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setMaxHeaderSize(MOST_HEAD_BYTES)
        .setDecompressionSupported(false);
  }

  private static PoolOptions pool() {
    return new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING);
  }

  /// Makes a call. The future never fails; it completes on an event loop.
  ///
  /// @param key sent along where there is one
  /// @param timeout for everything from connecting to the last byte of the answer
  Future<AuthReply> send(AuthCall call, Optional<ApiKey> key, Duration timeout) {
    if (timeout.toMillis() <= 0) {
      return Future.succeededFuture(Failure.TIMEOUT);
    }
    var exchange = new Exchange();
    var timer = vertx.setTimer(timeout.toMillis(), id -> exchange.expire());
    return exchange
        .run(client, host.address().map(at -> request(call, key).setServer(at)), call.body())
        .onComplete(done -> vertx.cancelTimer(timer));
  }

  private RequestOptions request(AuthCall call, Optional<ApiKey> key) {
    var request =
        new RequestOptions()
            .setSsl(base.scheme() == BaseUrl.Scheme.HTTPS)
            .setHost(base.host())
            .setPort(base.port())
            .setMethod(call.method())
            .setURI(base.path() + call.target())
            // Would carry a token to wherever the answer points.
            .setFollowRedirects(false)
            .putHeader("User-Agent", name)
            .putHeader("X-Client-Info", name)
            .putHeader("X-Supabase-Api-Version", "2024-01-01");
    key.ifPresent(present -> request.putHeader("apikey", present.value()));
    call.headers().forEach(request::putHeader);
    return request;
  }

  Future<Void> close() {
    return client.close();
  }
}
