package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.sidecar.route.Needs;
import dev.sessionkeeper.sidecar.route.OwnPath;
import dev.sessionkeeper.sidecar.route.Preflight;
import dev.sessionkeeper.sidecar.route.RequestTarget;
import dev.sessionkeeper.sidecar.route.RouteMatch;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Optional;

/// Where a request goes by its head alone.
sealed interface Routing {
  /// Why a path is refused that has several readings.
  String AMBIGUOUS = "the path can be read in ways that different rules apply to";

  /// Nowhere.
  ///
  /// @param detail why; a constant text, safe to show
  record Refused(String detail) implements Routing {}

  /// To the sidecar itself.
  ///
  /// @param name of the endpoint, as the path has it
  record Own(Exchange exchange, String name) implements Routing {}

  /// To the application, without a look at the session.
  record Ignored(Exchange exchange) implements Routing {}

  /// To the application, with its session in order.
  ///
  /// @param signIn where a navigation without session is sent; empty: it gets 401
  record Kept(Exchange exchange, String signIn, RequestTarget.Origin target) implements Routing {}

  /// Routes a request.
  ///
  /// @param began when its head was read, in nanoseconds
  static Routing of(HttpServerRequest request, ProxyPolicy policy, long began) {
    if (Http2Head.isOf(request)) {
      Http2Head.normalise(request);
    }
    var problem = Framing.problem(request.version(), request.headers());
    if (problem.isPresent()) {
      return new Refused(problem.get());
    }
    return switch (RequestTarget.of(request.method().name(), target(request))) {
      case RequestTarget.Refused(var reason) -> new Refused(reason);
      case RequestTarget.Asterisk() -> ignored(request, policy, began);
      case RequestTarget.Origin origin -> of(request, policy, began, origin);
    };
  }

  /// `CONNECT` has none in HTTP/2. Source: RFC 9113 section 8.5.
  private static String target(HttpServerRequest request) {
    return Objects.requireNonNullElse(request.uri(), "");
  }

  private static Routing of(
      HttpServerRequest request, ProxyPolicy policy, long began, RequestTarget.Origin origin) {
    return switch (policy.ownPath(origin.path())) {
      case OwnPath.None() -> ruled(request, policy, began, origin);
      case OwnPath.Named(var name) ->
          new Own(new Exchange(request, policy, SessionRule.REQUIRE, Needs.NONE, began), name);
      case OwnPath.Ambiguous() -> new Refused(AMBIGUOUS);
    };
  }

  private static Routing ruled(
      HttpServerRequest request, ProxyPolicy policy, long began, RequestTarget.Origin origin) {
    return switch (match(request, policy, origin.path())) {
      case RouteMatch.Ambiguous() -> new Refused(AMBIGUOUS);
      case RouteMatch.TooLong() ->
          new Refused("the path is longer than any that the rules can be relied on for");
      case RouteMatch.Matched(_, var rule, _, _) when isUnkept(rule, request) ->
          ignored(request, policy, began);
      case RouteMatch.Matched(_, var rule, var signIn, var needs) ->
          new Kept(new Exchange(request, policy, rule, needs, began), signIn, origin);
    };
  }

  private static RouteMatch match(HttpServerRequest request, ProxyPolicy policy, String path) {
    var routes = policy.routes();
    var method = request.method().name();
    var host = Optional.ofNullable(request.getHeader(HttpHeaders.HOST)).orElse("");
    return routes.readsFields()
        ? routes.match(method, host, path, request.headers()::contains)
        : routes.match(method, host, path);
  }

  private static boolean isUnkept(SessionRule rule, HttpServerRequest request) {
    return rule == SessionRule.IGNORE
        || (rule == SessionRule.REQUIRE
            && request.method().equals(HttpMethod.OPTIONS)
            && Preflight.is(request.method().name(), request.headers()::contains));
  }

  private static Ignored ignored(HttpServerRequest request, ProxyPolicy policy, long began) {
    return new Ignored(new Exchange(request, policy, SessionRule.IGNORE, Needs.NONE, began));
  }
}
