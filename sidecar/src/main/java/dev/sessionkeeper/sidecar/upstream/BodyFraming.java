package dev.sessionkeeper.sidecar.upstream;

/// How the end of a request's body is marked. Source: RFC 9112 section 6.
public enum BodyFraming {
  /// There is no body.
  NONE,
  /// The head tells the length.
  LENGTH,
  /// The body is written in chunks.
  CHUNKED
}
