package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// A browser that holds the body of its request back until it hears whether it is wanted. It is
/// told to go on when the application is there to take it, which is after the session is in order.
/// Source: RFC 9110 section 10.1.1.
final class Expectation {
  private Expectation() {}

  /// Whether the browser still waits.
  static boolean isOpen(HttpServerRequest request) {
    var expected = request.headers().get(HttpHeaders.EXPECT);
    return expected != null
        && expected.strip().equalsIgnoreCase("100-continue")
        && request.version() != HttpVersion.HTTP_1_0;
  }

  /// Tells the browser to go on, once.
  static void fulfil(HttpServerRequest request) {
    if (isOpen(request)) {
      request.headers().remove(HttpHeaders.EXPECT);
      request.response().writeContinue();
    }
  }
}
