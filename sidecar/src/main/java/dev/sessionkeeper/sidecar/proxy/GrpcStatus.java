package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/// What a gRPC client is told in the place of an HTTP status: an answer that consists of trailers
/// alone. Source: gRPC over HTTP/2, "Responses"; gRPC status codes.
enum GrpcStatus {
  UNKNOWN(2),
  DEADLINE_EXCEEDED(4),
  PERMISSION_DENIED(7),
  RESOURCE_EXHAUSTED(8),
  INTERNAL(13),
  UNAVAILABLE(14),
  UNAUTHENTICATED(16);

  private static final String TYPE = "application/grpc";

  private final int code;

  GrpcStatus(int code) {
    this.code = code;
  }

  /// Whether whoever sent a request reads gRPC. Not gRPC-Web, which has the form of HTTP/1.1.
  static boolean isReadBy(HttpServerRequest request) {
    var type = request.headers().get(HttpHeaders.CONTENT_TYPE);
    return type != null
        && Http2Head.isOf(request)
        && type.regionMatches(true, 0, TYPE, 0, TYPE.length())
        && (type.length() == TYPE.length() || "+;".indexOf(type.charAt(TYPE.length())) >= 0);
  }

  /// As clients translate a status that a proxy answers with, but for those that they know no word
  /// for. Source: gRPC, "HTTP to gRPC Status Code Mapping".
  static GrpcStatus of(int status) {
    return switch (status) {
      case 400, 500 -> INTERNAL;
      case 401 -> UNAUTHENTICATED;
      case 403 -> PERMISSION_DENIED;
      case 408, 504 -> DEADLINE_EXCEEDED;
      case 414, 431 -> RESOURCE_EXHAUSTED;
      case 502, 503 -> UNAVAILABLE;
      default -> UNKNOWN;
    };
  }

  /// Answers.
  ///
  /// @param message in ASCII and without a per cent sign, so that nothing needs to be encoded
  Future<Void> send(HttpServerResponse response, String message) {
    response.setStatusCode(200).putHeader(HttpHeaders.CONTENT_TYPE, TYPE);
    response.putHeader("grpc-status", Integer.toString(code)).putHeader("grpc-message", message);
    return response.end();
  }
}
