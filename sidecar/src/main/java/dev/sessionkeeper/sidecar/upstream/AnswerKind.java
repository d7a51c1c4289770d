package dev.sessionkeeper.sidecar.upstream;

import io.netty.handler.codec.http.HttpResponse;

/// What the head of an answer stands for. Source: RFC 9110 section 15.2, RFC 8297.
enum AnswerKind {
  /// The answer itself.
  FINAL,
  /// Hints for the browser; the answer follows.
  EARLY_HINTS,
  /// Nothing that anybody waits for; the answer follows.
  CONTINUE,
  /// The connection leaves HTTP, as the request has asked.
  WEB_SOCKET,
  /// None of those that may follow such a request.
  INVALID;

  private static final int LEAST_FINAL = 200;

  /// @param request how the request that is answered was framed
  static AnswerKind of(HttpResponse head, BodyFraming request) {
    var status = head.status().code();
    return switch (status) {
      case 100 -> CONTINUE;
      case 101 -> isAgreed(head, request) ? WEB_SOCKET : INVALID;
      case 103 -> EARLY_HINTS;
      default -> status >= LEAST_FINAL ? FINAL : INVALID;
    };
  }

  private static boolean isAgreed(HttpResponse head, BodyFraming request) {
    return request == BodyFraming.UPGRADE
        && head.headers().containsValue("Upgrade", "websocket", true);
  }
}
