package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/// An answer of the sidecar itself, as `application/problem+json`. Source: RFC 9457.
///
/// @param type what programs tell problems apart by; the status alone where it is `about:blank`
/// @param detail one sentence for people; a constant text, never anything of the request
record Problem(String type, int status, String title, String detail) {
  private Problem(int status, String title, String detail) {
    this("about:blank", status, title, detail);
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "Bad Request", detail + ".");
  }

  static Problem unauthorized() {
    return new Problem(401, "Unauthorized", "This address needs a signed-in session.");
  }

  static Problem unavailable() {
    return new Problem(
        503,
        "Service Unavailable",
        "Whether this session is valid cannot be told at the moment; try again soon.");
  }

  static Problem badGateway() {
    return new Problem(502, "Bad Gateway", "The application gave no answer that can be used.");
  }

  static Problem gatewayTimeout() {
    return new Problem(504, "Gateway Timeout", "The application gave no answer in time.");
  }

  static Problem requestTimeout() {
    return new Problem(408, "Request Timeout", "The body of the request comes too slowly.");
  }

  static Problem bug() {
    return new Problem(500, "Internal Server Error", "The sidecar failed; its log tells where.");
  }

  static Problem overloaded() {
    return new Problem(
        503, "Service Unavailable", "The application has too many requests waiting.");
  }

  /// Answers; headers that the caller has set stay. Never cacheable.
  Future<Void> send(HttpServerRequest request) {
    var response = request.response();
    var body = Buffer.buffer(json().encode());
    response.setStatusCode(status).putHeader("Content-Type", "application/problem+json");
    response.putHeader("Cache-Control", CacheSafety.NEVER);
    response.putHeader("Content-Length", Integer.toString(body.length()));
    UnreadBody.drop(request);
    return response.end(request.method().equals(HttpMethod.HEAD) ? Buffer.buffer() : body);
  }

  private JsonObject json() {
    return new JsonObject()
        .put("type", type)
        .put("status", status)
        .put("title", title)
        .put("detail", detail);
  }
}
