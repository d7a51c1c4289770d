package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/// An answer of the sidecar itself, as `application/problem+json`, and to gRPC as its status.
/// Source: RFC 9457.
///
/// @param type what clients may tell it by; never changes
/// @param detail one sentence for people; a text of ours, never anything of the request
record Problem(String type, int status, String title, String detail) {
  private static final String OF_STATUS = "about:blank";

  /// A problem that its status tells enough of.
  Problem(int status, String title, String detail) {
    this(OF_STATUS, status, title, detail);
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "Bad Request", detail + ".");
  }

  static Problem targetTooLong() {
    return new Problem(414, "URI Too Long", "The first line of the request is too long.");
  }

  /// @param most the longest head that is taken, in bytes
  static Problem headTooLarge(int most) {
    return new Problem(
        431,
        "Request Header Fields Too Large",
        ("The head of the request, cookies included, is larger than %d bytes"
                + " (listener.maxHeaderBytes). Delete the cookies of this site, then try again.")
            .formatted(most));
  }

  /// @param most how many header fields are taken
  static Problem tooManyFields(int most) {
    return new Problem(
        431,
        "Request Header Fields Too Large",
        "The request has more than %d header fields.".formatted(most));
  }

  static Problem unauthorized() {
    return new Problem(401, "Unauthorized", "This address needs a signed-in session.");
  }

  static Problem forbidden() {
    return new Problem(
        "urn:sessionkeeper:problem:claims-missing",
        403,
        "Forbidden",
        "The session lacks a role or claim that this address needs.");
  }

  static Problem insufficientAssurance() {
    return new Problem(
        "urn:sessionkeeper:problem:assurance-too-low",
        403,
        "Forbidden",
        "This address needs a sign-in with a second factor.");
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
    UnreadBody.drop(request);
    if (GrpcStatus.isReadBy(request)) {
      request.response().putHeader("Cache-Control", CacheSafety.NEVER);
      return GrpcStatus.of(status).send(request.response(), detail);
    }
    return request.response().end(begin(request));
  }

  /// As `send`, where the request cannot be read, and without an end: Vert.x would close the
  /// connection at once, whatever is still arriving on it. The length tells the browser that the
  /// answer is complete.
  void answerAndLinger(HttpServerRequest request) {
    request.response().write(begin(request));
  }

  /// Sets up the head.
  ///
  /// @return the body
  private Buffer begin(HttpServerRequest request) {
    var response = request.response();
    var body = Buffer.buffer(json().encode());
    response.setStatusCode(status).putHeader("Content-Type", "application/problem+json");
    response.putHeader("Cache-Control", CacheSafety.NEVER);
    response.putHeader("Content-Length", Integer.toString(body.length()));
    return request.method().equals(HttpMethod.HEAD) ? Buffer.buffer() : body;
  }

  private JsonObject json() {
    return new JsonObject()
        .put("type", type)
        .put("status", status)
        .put("title", title)
        .put("detail", detail);
  }
}
