package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// Gives the head of an HTTP/2 request the form that it would have in HTTP/1.1, in which all that
/// follows reads it.
final class Http2Head {
  private Http2Head() {}

  static boolean isOf(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2;
  }

  static boolean isOf(HttpConnection connection) {
    return connection.protocolVersion() == HttpVersion.HTTP_2;
  }

  /// Writes the authority as `Host`. Vert.x has joined the crumbs of the cookies by then, and reset
  /// the stream where there is a `Host` as well that differs.
  ///
  /// Source: RFC 9113, sections 8.2.3 and 8.3.1.
  static void normalise(HttpServerRequest request) {
    if (request.authority() != null) {
      request.headers().set(HttpHeaders.HOST, request.authority().toString());
    }
  }
}
