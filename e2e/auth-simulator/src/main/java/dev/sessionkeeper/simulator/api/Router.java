package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.model.UserJson;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;

/// Finds what handles a request, in the order of the real server's router: for `/token` and
/// `/logout` the method is checked before the token, below `/user` and `/admin` after it.
final class Router {
  private static final String USERS = "/admin/users";
  private static final Map<String, ApiError> CLOSED =
      Map.of(
          "/passkeys", ApiError.of(404, "passkey_disabled", "Passkeys are disabled"),
          "/sso", ApiError.of(404, "saml_provider_disabled", "SAML 2.0 is disabled"),
          "/oauth", ApiError.of(404, "feature_disabled", "OAuth server is disabled"),
          "/scim/v2", ApiError.of(404, "feature_disabled", "SCIM server is disabled"),
          "/.well-known/oauth-authorization-server",
              ApiError.of(404, "feature_disabled", "OAuth server is disabled"));
  private static final Set<String> KNOWN_METHODS =
      Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

  private Router() {}

  static Future<Reply> route(Exchange exchange) {
    var path = exchange.call().path();
    if (!KNOWN_METHODS.contains(exchange.call().method())) {
      return notAllowed(exchange);
    }
    return switch (path) {
      case "/health" -> only("GET", exchange, PublicEndpoint::health);
      case "/.well-known/jwks.json" -> only("GET", exchange, PublicEndpoint::keys);
      case "/.well-known/openid-configuration" -> only("GET", exchange, Discovery::handle);
      case "/settings" -> only("GET", exchange, PublicEndpoint::settings);
      case "/token" -> only("POST", exchange, TokenEndpoint::handle);
      case "/signup", "/signup/" -> only("POST", exchange, SignupEndpoint::handle);
      case "/logout" ->
          only("POST", exchange, call -> LogoutEndpoint.handle(call, Caller.authenticated(call)));
      default -> below(path, exchange);
    };
  }

  private static Future<Reply> below(String path, Exchange exchange) {
    if (isBelow(path, "/user")) {
      var caller = Caller.authenticated(exchange);
      return path.equals("/user") || path.equals("/user/")
          ? user(exchange, caller)
          : userPart(path, exchange);
    }
    if (isBelow(path, "/admin")) {
      Caller.requireAdmin(exchange);
      return isBelow(path, USERS) ? users(path, exchange) : notFound(exchange);
    }
    if (isBelow(path, "/factors") || isBelow(path, "/reauthenticate")) {
      Caller.authenticated(exchange);
    }
    CLOSED.forEach(
        (prefix, error) -> {
          if (isBelow(path, prefix)) {
            throw error.refusal();
          }
        });
    return notFound(exchange);
  }

  private static boolean isBelow(String path, String prefix) {
    return path.equals(prefix) || path.startsWith(prefix + "/");
  }

  private static Future<Reply> user(Exchange exchange, Caller caller) {
    return switch (exchange.call().method()) {
      case "GET" -> UserEndpoint.get(exchange, caller);
      case "PUT" -> UserEndpoint.put(exchange, caller);
      default -> notAllowed(exchange, "GET", "PUT");
    };
  }

  private static Future<Reply> userPart(String path, Exchange exchange) {
    if (isBelow(path, "/user/identities")) {
      throw ApiError.of(404, "manual_linking_disabled", "Manual linking is disabled").refusal();
    }
    if (isBelow(path, "/user/oauth/grants")) {
      throw ApiError.of(404, "feature_disabled", "OAuth server is disabled").refusal();
    }
    return notFound(exchange);
  }

  private static Future<Reply> users(String path, Exchange exchange) {
    var rest = path.substring(USERS.length());
    if (rest.isEmpty() || rest.equals("/")) {
      return switch (exchange.call().method()) {
        case "GET" -> AdminEndpoint.list(exchange);
        case "POST" -> AdminEndpoint.create(exchange);
        default -> notAllowed(exchange, "GET", "POST");
      };
    }
    var id = rest.substring(1).split("/", 2);
    var user = AdminEndpoint.addressed(exchange, id[0]);
    if (id.length == 2 && (id[1].equals("factors") || id[1].equals("factors/"))) {
      return only("GET", exchange, call -> call.ok(UserJson.factors(user)));
    }
    if (id.length == 2 && !id[1].isEmpty()) {
      return notFound(exchange);
    }
    return switch (exchange.call().method()) {
      case "GET" -> AdminEndpoint.get(exchange, user);
      case "PUT" -> AdminEndpoint.update(exchange, user);
      case "DELETE" -> AdminEndpoint.delete(exchange, user);
      default -> notAllowed(exchange, "GET", "PUT", "DELETE");
    };
  }

  private static Future<Reply> only(String method, Exchange exchange, Endpoint endpoint) {
    return exchange.call().method().equals(method)
        ? endpoint.handle(exchange)
        : notAllowed(exchange, method);
  }

  private static Future<Reply> notAllowed(Exchange exchange, String... methods) {
    for (var method : methods) {
      exchange.headers().add("Allow", method);
    }
    return Future.succeededFuture(Reply.empty(405, exchange.headers()));
  }

  private static Future<Reply> notFound(Exchange exchange) {
    return Future.succeededFuture(Reply.notFound(exchange.headers()));
  }
}
