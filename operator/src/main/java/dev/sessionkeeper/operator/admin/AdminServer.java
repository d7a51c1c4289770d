package dev.sessionkeeper.operator.admin;

import dev.sessionkeeper.operator.telemetry.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/// Serves `/livez`, `/readyz` and `/metrics`.
public final class AdminServer {
  private static final String JSON = "application/json";
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
  private static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int IDLE_SECONDS = 60;

  private final HttpServer server;
  private final Metrics metrics;
  private final Supplier<Readiness> readiness;

  /// What `/readyz` answers.
  ///
  /// @param reasons sentences; a ready operator may have some as well
  public record Readiness(boolean ready, List<String> reasons) {

    public Readiness {
      reasons = List.copyOf(reasons);
    }
  }

  /// Makes the server; opens nothing yet.
  ///
  /// @param readiness whether the operator is ready
  public AdminServer(Vertx vertx, Metrics metrics, Supplier<Readiness> readiness) {
    this.metrics = metrics;
    this.readiness = readiness;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setMetricsName("admin"))
            .requestHandler(this::handle);
  }

  /// Opens the port; fails with a `java.net.BindException` where it is in use.
  public Future<HttpServer> listen(int port, String host) {
    return server.listen(port, host);
  }

  private void handle(HttpServerRequest request) {
    if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
      send(request, 405, JSON, "{\"status\":405,\"title\":\"Method Not Allowed\"}");
      return;
    }
    switch (String.valueOf(request.path())) {
      case "/livez" -> send(request, 200, JSON, "{\"live\":true}");
      case "/readyz" -> ready(request);
      case "/metrics" -> scrape(request);
      default -> send(request, 404, JSON, "{\"status\":404,\"title\":\"Not Found\"}");
    }
  }

  private void ready(HttpServerRequest request) {
    var look = readiness.get();
    var body =
        new JsonObject().put("ready", look.ready()).put("reasons", new JsonArray(look.reasons()));
    send(request, look.ready() ? 200 : 503, JSON, body.encode());
  }

  private void scrape(HttpServerRequest request) {
    var accept = request.getHeader("Accept");
    var type = accept != null && accept.contains(OPEN_METRICS) ? OPEN_METRICS_TYPE : TEXT_TYPE;
    send(request, 200, type, metrics.scrape(type));
  }

  private static void send(HttpServerRequest request, int status, String type, String body) {
    var response =
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", type)
            .putHeader("Cache-Control", "no-store");
    if (HttpMethod.HEAD.equals(request.method())) {
      response.end();
    } else {
      response.end(body);
    }
  }
}
