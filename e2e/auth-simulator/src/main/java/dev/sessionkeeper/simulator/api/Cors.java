package dev.sessionkeeper.simulator.api;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Cross-origin headers as the real server's CORS library sets them: any origin, with credentials.
/// Source: rs/cors v1.11.0; a preflight must list known headers only, in lower case, sorted,
/// without spaces.
final class Cors {
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final List<String> HEADERS =
      List.of(
          "accept",
          "authorization",
          "content-type",
          "x-client-ip",
          "x-client-info",
          "x-jwt-aud",
          "x-use-cookie",
          "x-supabase-api-version");

  private final TreeSet<String> allowedHeaders = new TreeSet<>(HEADERS);

  Cors(List<String> moreHeaders) {
    moreHeaders.forEach(name -> allowedHeaders.add(name.toLowerCase(Locale.ROOT)));
  }

  static boolean isPreflight(Call call) {
    return call.method().equals("OPTIONS")
        && call.header("Access-Control-Request-Method")
            .filter(method -> !method.isEmpty())
            .isPresent();
  }

  Reply preflight(Call call) {
    var headers = MultiMap.caseInsensitiveMultiMap();
    headers.set("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
    var method = call.header("Access-Control-Request-Method").orElse("");
    var requested = call.header("Access-Control-Request-Headers").orElse("");
    if (hasOrigin(call) && METHODS.contains(method) && allows(requested)) {
      headers.set("Access-Control-Allow-Origin", "*").set("Access-Control-Allow-Methods", method);
      if (!requested.isEmpty()) {
        headers.set("Access-Control-Allow-Headers", requested);
      }
      headers.set("Access-Control-Allow-Credentials", "true");
    }
    return Reply.empty(204, headers);
  }

  private static boolean hasOrigin(Call call) {
    return call.header("Origin").filter(origin -> !origin.isEmpty()).isPresent();
  }

  private boolean allows(String requested) {
    var last = "";
    for (var name : requested.isEmpty() ? new String[0] : requested.split(",", -1)) {
      if (!allowedHeaders.contains(name) || name.compareTo(last) <= 0) {
        return false;
      }
      last = name;
    }
    return true;
  }

  /// The headers of every answer that is no preflight's.
  MultiMap headersFor(Call call) {
    var headers = MultiMap.caseInsensitiveMultiMap().set("Vary", "Origin");
    if (hasOrigin(call) && METHODS.contains(call.method())) {
      headers
          .set("Access-Control-Allow-Origin", "*")
          .set("Access-Control-Expose-Headers", "X-Total-Count, Link, X-Supabase-Api-Version")
          .set("Access-Control-Allow-Credentials", "true");
    }
    return headers;
  }
}
