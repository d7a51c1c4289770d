package dev.sessionkeeper.simulator.control;

import dev.sessionkeeper.simulator.api.AuthServer;
import dev.sessionkeeper.simulator.api.Call;
import dev.sessionkeeper.simulator.api.Timers;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/// The outermost handler: tells control calls from calls of the simulated server, counts, and asks
/// for faults.
public final class HttpEdge implements Handler<HttpServerRequest> {
  private static final int OK = 200;

  private final String prefix;
  private final Faults faults;
  private final CallLog calls;
  private final ControlApi control;
  private final FaultyEdge edge;

  /// Puts the parts together.
  ///
  /// @param prefix where the server also answers, such as `/auth/v1`; empty = at bare paths alone
  public HttpEdge(
      String prefix,
      AuthServer server,
      Faults faults,
      CallLog calls,
      ShiftedClock clock,
      Timers timers) {
    this.prefix = prefix;
    this.faults = faults;
    this.calls = calls;
    this.control = new ControlApi(server, faults, calls, clock, timers);
    this.edge = new FaultyEdge(server, timers);
  }

  @Override
  public void handle(HttpServerRequest request) {
    var path = Optional.ofNullable(request.path()).orElse("/");
    if (!prefix.isEmpty()
        && path.startsWith(prefix + "/")
        && request.headers().contains("Access-Control-Request-Method")) {
      gatewayPreflight(request);
    } else {
      request.body().onSuccess(body -> serve(call(request, path, body), request));
    }
  }

  private Call call(HttpServerRequest request, String path, Buffer body) {
    var bare =
        !prefix.isEmpty() && path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    var query = Optional.ofNullable(request.query()).orElse("");
    return new Call(request.method().name(), bare, query, request.headers(), body);
  }

  private void serve(Call call, HttpServerRequest request) {
    if (call.path().startsWith(ControlApi.PREFIX)) {
      var answer = control.handle(call);
      json(request.response().setStatusCode(answer.status()), answer.body());
      return;
    }
    calls.begin(call);
    var fault = faults.take(call.path());
    var honest = fault.map(HttpEdge::isHonest).orElse(true);
    request.response().endHandler(done -> end(call, request.response(), honest));
    fault.ifPresentOrElse(
        found -> edge.serve(call, request, found), () -> edge.serve(call, request));
  }

  /// Called as well when the client has gone before the answer.
  private void end(Call call, HttpServerResponse response, boolean honest) {
    calls.end();
    if (honest && response.ended()) {
      calls.answered(call, response.getStatusCode());
    }
  }

  private static boolean isHonest(Fault fault) {
    return fault instanceof Fault.Delay || fault instanceof Fault.Trickle;
  }

  private static void json(HttpServerResponse response, JsonObject body) {
    response.putHeader("Content-Type", "application/json").end(body.toBuffer());
  }

  /// Behind its gateway the real server is open to browsers, which send the `apikey` header that it
  /// refuses alone.
  private static void gatewayPreflight(HttpServerRequest request) {
    var wanted =
        Optional.ofNullable(request.getHeader("Access-Control-Request-Headers")).orElse("*");
    request
        .response()
        .setStatusCode(OK)
        .putHeader("Access-Control-Allow-Origin", "*")
        .putHeader("Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS")
        .putHeader("Access-Control-Allow-Headers", wanted)
        .end();
  }
}
