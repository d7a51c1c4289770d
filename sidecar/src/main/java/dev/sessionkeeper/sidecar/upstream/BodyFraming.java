package dev.sessionkeeper.sidecar.upstream;

/// How the end of a request's body is marked. Source: RFC 9112 section 6.
public enum BodyFraming {
  /// There is no body.
  NONE,
  /// There is no body, and the request asks to leave HTTP for WebSocket. Source: RFC 6455 section
  /// 4.
  UPGRADE,
  /// The head tells the length.
  LENGTH,
  /// The body is written in chunks.
  CHUNKED;

  /// Whether anything follows the head.
  public boolean hasBody() {
    return switch (this) {
      case NONE, UPGRADE -> false;
      case LENGTH, CHUNKED -> true;
    };
  }
}
