package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.decision.Lack;
import dev.sessionkeeper.sidecar.decision.SignIn;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// How a request is turned away from a route that requires a session, or another one than it has.
sealed interface Denial {

  /// Tells a client what its user must do. Source: RFC 9470 section 3.
  String STEP_UP =
      "Bearer error=\"insufficient_user_authentication\","
          + " error_description=\"A second factor is needed\", acr_values=\"aal2\"";

  /// To the sign-in page, or to that for a second factor.
  record Redirect(String location) implements Denial {}

  /// With 401.
  record Unauthorized() implements Denial {}

  /// With 403, because a claim is missing.
  record Forbidden() implements Denial {}

  /// With 403, because a second factor is missing.
  record InsufficientAssurance() implements Denial {}

  /// For a request without session.
  static Denial of(Routing.Kept kept) {
    return redirect(kept, kept.signIn()).<Denial>map(Redirect::new).orElseGet(Unauthorized::new);
  }

  /// For a request whose session is missing something.
  static Denial of(Routing.Kept kept, Lack lack) {
    return lack == Lack.ASSURANCE
        ? redirect(kept, kept.exchange().needs().stepUp())
            .<Denial>map(Redirect::new)
            .orElseGet(InsufficientAssurance::new)
        : new Forbidden();
  }

  /// Where to send a navigation; empty where it is none, or there is no page for it.
  private static Optional<String> redirect(Routing.Kept kept, String page) {
    var exchange = kept.exchange();
    var target = kept.target();
    var method = exchange.request().method().name();
    return SignIn.isNavigation(
            exchange.header("Sec-Fetch-Mode"), exchange.header(HttpHeaders.ACCEPT))
        ? SignIn.location(page, method, target.path(), target.query())
        : Optional.empty();
  }

  /// Answers; headers that are set already stay. Never cacheable.
  default Future<Void> send(HttpServerRequest request) {
    return switch (this) {
      case Unauthorized() -> Problem.unauthorized().send(request);
      case Forbidden() -> Problem.forbidden().send(request);
      case InsufficientAssurance() -> {
        request.response().putHeader("WWW-Authenticate", STEP_UP);
        yield Problem.insufficientAssurance().send(request);
      }
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
