package dev.sessionkeeper.sidecar.route;

import java.util.function.Predicate;

/// The question that a browser asks before a request to another origin. It never carries
/// credentials, so a route that requires a session would refuse every one.
///
/// Source: WHATWG Fetch, "CORS-preflight fetch".
public final class Preflight {
  private Preflight() {}

  /// Whether a request is one. What carries credentials is none, whatever it says.
  ///
  /// @param fields whether the request has a field, by its name in lower case
  public static boolean is(String method, Predicate<String> fields) {
    return method.equals("OPTIONS")
        && fields.test("origin")
        && fields.test("access-control-request-method")
        && !fields.test("cookie")
        && !fields.test("authorization");
  }
}
