package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.decision.SignIn;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/// How a request without session is turned away from a route that requires one.
sealed interface Denial {

  /// To the sign-in page.
  record Redirect(String location) implements Denial {}

  /// With 401.
  record Unauthorized() implements Denial {}

  static Denial of(Routing.Kept kept) {
    var exchange = kept.exchange();
    var target = kept.target();
    var method = exchange.request().method().name();
    if (!SignIn.isNavigation(
        exchange.header("Sec-Fetch-Mode"), exchange.header(HttpHeaders.ACCEPT))) {
      return new Unauthorized();
    }
    return SignIn.location(kept.signIn(), method, target.path(), target.query())
        .<Denial>map(Redirect::new)
        .orElseGet(Unauthorized::new);
  }

  /// Answers; headers that are set already stay. Never cacheable.
  default Future<Void> send(HttpServerRequest request) {
    return switch (this) {
      case Unauthorized() -> Problem.unauthorized().send(request);
      case Redirect(var location) -> {
        var response = request.response();
        CacheSafety.apply(response.headers());
        response.setStatusCode(302).putHeader(HttpHeaders.LOCATION, location);
        UnreadBody.drop(request);
        yield response.end();
      }
    };
  }
}
