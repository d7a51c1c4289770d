package dev.sessionkeeper.sidecar.admin;

import dev.sessionkeeper.contract.AppProbes;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.telemetry.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/// Serves `/livez`, `/readyz`, `/metrics`, `/version`, `/status` and `/probe/...`, to GET and HEAD
/// only.
public final class AdminServer {
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
  private static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int IDLE_SECONDS = 60;
  private static final int LARGEST_HEAD = 4 * 1024;
  // A head of the smallest fields takes 500 KiB of memory.
  private static final int MOST_CONNECTIONS = 16;

  private final HttpServer server;
  private final Metrics metrics;
  private final Readiness readiness;
  private final JsonObject version;
  private final Supplier<SidecarConfig.PolicyReference> policy;
  private final ProbeRoutes probes;

  /// Makes the server; opens nothing yet.
  ///
  /// @param version what `/version` answers
  /// @param policy the policy in force
  public AdminServer(
      Vertx vertx,
      Metrics metrics,
      Readiness readiness,
      JsonObject version,
      Supplier<SidecarConfig.PolicyReference> policy,
      ProbeRoutes probes) {
    this.metrics = metrics;
    this.readiness = readiness;
    this.version = version;
    this.policy = policy;
    this.probes = probes;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setIdleTimeout(IDLE_SECONDS)
                    .setMaxHeaderSize(LARGEST_HEAD)
                    // Vert.x would know of no connection before its first request.
                    .setHttp2ClearTextEnabled(false)
                    .setMetricsName("admin"))
            .connectionHandler(new OpenConnections(MOST_CONNECTIONS)::opened)
            .requestHandler(router(vertx));
  }

  /// Opens the port; fails with a `java.net.BindException` where it is in use.
  public Future<HttpServer> listen(int port, String host) {
    return server.listen(port, host);
  }

  private Router router(Vertx vertx) {
    var router = Router.router(vertx);
    get(router, "/livez", context -> json(context, 200, new JsonObject().put("live", true)));
    get(
        router,
        "/readyz",
        context -> json(context, readiness.ready() ? 200 : 503, readiness.toJson()));
    get(router, "/metrics", this::scrape);
    get(router, "/version", context -> json(context, 200, version));
    get(router, "/status", context -> json(context, 200, status()));
    get(router, AppProbes.PATH + "*", probes::handle);
    router.errorHandler(404, context -> problem(context, 404, "Not Found"));
    router.errorHandler(405, AdminServer::methodNotAllowed);
    router.errorHandler(500, context -> problem(context, 500, "Internal Server Error"));
    return router;
  }

  private static void get(Router router, String path, Handler<RoutingContext> handler) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
  }

  private void scrape(RoutingContext context) {
    var accept = context.request().getHeader("Accept");
    var type = accept != null && accept.contains(OPEN_METRICS) ? OPEN_METRICS_TYPE : TEXT_TYPE;
    answer(context, 200, type, metrics.scrape(type));
  }

  /// All that the operator asks of a sidecar, in one answer.
  private JsonObject status() {
    var inForce = policy.get();
    return readiness
        .toJson()
        .mergeIn(version)
        .put(
            "policy",
            new JsonObject()
                .put("namespace", inForce.namespace())
                .put("name", inForce.name())
                .put("generation", inForce.generation()))
        .put(
            "refreshes",
            new JsonObject()
                .put("refreshed", refreshes("refreshed"))
                .put("rejected", refreshes("rejected"))
                .put("unavailable", refreshes("unavailable")));
  }

  private long refreshes(String outcome) {
    return metrics.total("refreshes", "outcome", outcome);
  }

  private static void methodNotAllowed(RoutingContext context) {
    context.response().putHeader("Allow", "GET, HEAD");
    problem(context, 405, "Method Not Allowed");
  }

  private static void problem(RoutingContext context, int status, String title) {
    var body = new JsonObject().put("status", status).put("title", title);
    answer(context, status, "application/problem+json", body.encode());
  }

  private static void json(RoutingContext context, int status, JsonObject body) {
    answer(context, status, "application/json", body.encode());
  }

  /// Vert.x sends the body to HEAD, too, if it is given one.
  private static void answer(RoutingContext context, int status, String type, String body) {
    var bytes = Buffer.buffer(body);
    var response =
        context
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", type)
            .putHeader("Content-Length", Integer.toString(bytes.length()))
            .putHeader("Cache-Control", "no-store");
    if (HttpMethod.HEAD.equals(context.request().method())) {
      response.end();
    } else {
      response.end(bytes);
    }
  }
}
