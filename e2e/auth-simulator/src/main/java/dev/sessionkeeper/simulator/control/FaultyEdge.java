package dev.sessionkeeper.simulator.control;

import dev.sessionkeeper.simulator.api.AuthServer;
import dev.sessionkeeper.simulator.api.Call;
import dev.sessionkeeper.simulator.api.Reply;
import dev.sessionkeeper.simulator.api.Timers;
import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/// Hands calls to the server and replies to the client, or spoils either as a fault demands.
final class FaultyEdge {
  private final AuthServer server;
  private final Timers timers;
  private final Impostor impostor;

  FaultyEdge(AuthServer server, Timers timers) {
    this.server = server;
    this.timers = timers;
    this.impostor = new Impostor(server);
  }

  void serve(Call call, HttpServerRequest request) {
    server.handle(call).onComplete(done -> answer(request, done));
  }

  void serve(Call call, HttpServerRequest request, Fault fault) {
    switch (fault) {
      case Fault.Delay(Duration by) -> timers.after(by, () -> serve(call, request));
      case Fault.Hang h -> {}
      case Fault.HangAfter h -> server.handle(call).onComplete(done -> {});
      case Fault.ResetBefore r -> request.connection().close();
      case Fault.ResetAfter r ->
          server.handle(call).onComplete(done -> request.connection().close());
      case Fault.Answer answer -> send(request, reply(answer));
      case Fault.RateLimit limit -> send(request, reply(limit));
      case Fault.TruncatedJson t ->
          server.handle(call).map(FaultyEdge::truncated).onComplete(done -> answer(request, done));
      case Fault.CutBody c -> server.handle(call).onSuccess(reply -> cut(request, reply));
      case Fault.Trickle trickle ->
          server.handle(call).onSuccess(reply -> trickle(request, reply, trickle));
      case Fault.OtherUser o ->
          server
              .handle(call)
              .compose(reply -> impostor.otherUser(reply))
              .onComplete(done -> answer(request, done));
      case Fault.OtherSession o ->
          server
              .handle(call)
              .compose(reply -> impostor.otherSession(reply))
              .onComplete(done -> answer(request, done));
    }
  }

  private static void answer(HttpServerRequest request, AsyncResult<Reply> done) {
    if (done.succeeded()) {
      send(request, done.result());
    } else {
      // A defect of the simulator: say so instead of imitating an error of the real server.
      var text = "auth-simulator: " + done.cause();
      send(request, new Reply(599, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(text)));
    }
  }

  private static void send(HttpServerRequest request, Reply reply) {
    var response = request.response().setStatusCode(reply.status());
    response.headers().addAll(reply.headers());
    response.end(reply.body());
  }

  private static Reply reply(Fault.Answer answer) {
    var headers = MultiMap.caseInsensitiveMultiMap().addAll(answer.headers());
    return new Reply(answer.status(), headers, Buffer.buffer(answer.body()));
  }

  private static Reply reply(Fault.RateLimit limit) {
    var headers =
        MultiMap.caseInsensitiveMultiMap()
            .set("Content-Type", "application/json")
            .set("X-Sb-Error-Code", "over_request_rate_limit")
            .set("X-Supabase-Api-Version", "2024-01-01");
    limit.retryAfter().ifPresent(seconds -> headers.set("Retry-After", seconds.toString()));
    var body = "{\"code\":\"over_request_rate_limit\",\"message\":\"Request rate limit reached\"}";
    return new Reply(429, headers, Buffer.buffer(body));
  }

  private static Reply truncated(Reply reply) {
    return new Reply(
        reply.status(), reply.headers(), reply.body().slice(0, reply.body().length() / 2));
  }

  private void cut(HttpServerRequest request, Reply reply) {
    var response = request.response().setStatusCode(reply.status());
    response
        .headers()
        .addAll(reply.headers())
        .set("Content-Length", Integer.toString(reply.body().length()));
    response.write(truncated(reply).body()).onComplete(done -> request.connection().close());
  }

  private void trickle(HttpServerRequest request, Reply reply, Fault.Trickle trickle) {
    var response = request.response().setStatusCode(reply.status());
    response
        .headers()
        .addAll(reply.headers())
        .set("Content-Length", Integer.toString(reply.body().length()));
    trickleFrom(0, request, reply.body(), trickle);
  }

  private void trickleFrom(
      int start, HttpServerRequest request, Buffer body, Fault.Trickle trickle) {
    if (request.response().closed()) {
      return;
    }
    if (start >= body.length()) {
      request.response().end();
      return;
    }
    var end = Math.min(body.length(), start + trickle.bytes());
    request.response().write(body.slice(start, end));
    timers.after(trickle.pause(), () -> trickleFrom(end, request, body, trickle));
  }
}
