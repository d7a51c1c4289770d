package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.contract.SidecarConfig.SessionRule;
import dev.sessionkeeper.sidecar.route.OwnPath;
import dev.sessionkeeper.sidecar.route.RequestTarget;
import dev.sessionkeeper.sidecar.route.RouteMatch;
import io.vertx.core.http.HttpHeaders;
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
      case RequestTarget.Asterisk() ->
          new Ignored(new Exchange(request, policy, SessionRule.IGNORE, began));
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
          new Own(new Exchange(request, policy, SessionRule.REQUIRE, began), name);
      case OwnPath.Ambiguous() -> new Refused(AMBIGUOUS);
    };
  }

  private static Routing ruled(
      HttpServerRequest request, ProxyPolicy policy, long began, RequestTarget.Origin origin) {
    var host = Optional.ofNullable(request.getHeader(HttpHeaders.HOST)).orElse("");
    return switch (policy.routes().match(request.method().name(), host, origin.path())) {
      case RouteMatch.Ambiguous() -> new Refused(AMBIGUOUS);
      case RouteMatch.Matched(_, var rule, _) when rule == SessionRule.IGNORE ->
          new Ignored(new Exchange(request, policy, SessionRule.IGNORE, began));
      case RouteMatch.Matched(_, var rule, var signIn) ->
          new Kept(new Exchange(request, policy, rule, began), signIn, origin);
    };
  }
}
