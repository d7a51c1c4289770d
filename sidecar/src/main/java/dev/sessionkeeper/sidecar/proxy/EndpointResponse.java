package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.decision.State;
import dev.sessionkeeper.sidecar.proxy.Exchange.Passage;
import dev.sessionkeeper.sidecar.session.Identity;
import dev.sessionkeeper.sidecar.session.Session;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/// Sends what an endpoint says: never cacheable, never readable for another origin.
final class EndpointResponse {
  private EndpointResponse() {}

  /// Sends a problem before the session was looked at.
  static Future<Void> send(Exchange exchange, Problem problem) {
    close(exchange.request().response().headers());
    return problem.send(exchange.request());
  }

  /// Sends an answer, and the lines of the session that belong to it.
  static Future<Void> send(Exchange exchange, Endpoint endpoint, EndpointAnswer answer) {
    var headers = exchange.request().response().headers();
    var passage =
        new Passage(Optional.of(State.FRESH), Identity.NONE, answer.browser(), Optional.empty(), 0);
    new SessionAnswer(exchange, passage).writeTo(headers);
    return switch (answer) {
      case EndpointAnswer.SignedIn(var session, _) -> send(exchange, facts(endpoint, session));
      case EndpointAnswer.Anonymous _ when endpoint == Endpoint.SESSION ->
          send(exchange, new JsonObject().put("signed_in", false));
      case EndpointAnswer.Anonymous _ -> send(exchange, EndpointProblem.NO_SESSION);
      case EndpointAnswer.SignedOut _ -> sendNothing(exchange);
      case EndpointAnswer.Failed(var problem, var retryAfter, _, _) -> {
        retryAfter.ifPresent(pause -> headers.set("Retry-After", seconds(pause)));
        yield send(exchange, problem);
      }
    };
  }

  private static JsonObject facts(Endpoint endpoint, Session session) {
    var facts =
        switch (endpoint) {
          case TOKEN ->
              new JsonObject()
                  .put("access_token", session.accessToken().value())
                  .put("token_type", "bearer");
          case SESSION, REFRESH, SIGN_OUT ->
              new JsonObject()
                  .put("signed_in", true)
                  .put("user_id", session.claims().subject().orElse(""));
        };
    session.expiresAt().ifPresent(end -> facts.put("expires_at", end.getEpochSecond()));
    return facts;
  }

  private static Future<Void> send(Exchange exchange, JsonObject facts) {
    var response = exchange.request().response();
    close(response.headers());
    response.putHeader("Content-Type", "application/json");
    UnreadBody.drop(exchange.request());
    return response.end(facts.toBuffer());
  }

  private static Future<Void> sendNothing(Exchange exchange) {
    var response = exchange.request().response().setStatusCode(204);
    close(response.headers());
    UnreadBody.drop(exchange.request());
    return response.end();
  }

  /// No field of CORS is ever set, so no other origin may read what follows.
  private static void close(MultiMap headers) {
    CacheSafety.apply(headers);
    headers.set("Vary", "Cookie, Origin, Sec-Fetch-Site, " + OwnScript.HEADER);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static String seconds(Duration pause) {
    return Long.toString(Math.max(1, pause.toSeconds()));
  }
}
