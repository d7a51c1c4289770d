package dev.sessionkeeper.sidecar.verify;

import java.util.Arrays;
import java.util.Optional;

/// The closed list of algorithms that the Auth server signs with; `none` is not among them.
///
/// Source: GoTrue `internal/conf/jwk.go`; RFC 7518 section 3.1, RFC 8037.
enum Algorithm {
  RS256("RS256", Kind.ASYMMETRIC),
  RS512("RS512", Kind.ASYMMETRIC),
  ES256("ES256", Kind.ASYMMETRIC),
  ES512("ES512", Kind.ASYMMETRIC),
  ED_DSA("EdDSA", Kind.ASYMMETRIC),
  HS256("HS256", Kind.SHARED_SECRET);

  private final String header;
  private final Kind kind;

  /// What a verifier holds.
  enum Kind {
    /// A published key, which cannot sign.
    ASYMMETRIC,
    /// The key that signs.
    SHARED_SECRET
  }

  Algorithm(String header, Kind kind) {
    this.header = header;
    this.kind = kind;
  }

  /// The algorithm of an `alg` header, compared exactly.
  static Optional<Algorithm> of(Optional<String> header) {
    return header.flatMap(
        text -> Arrays.stream(values()).filter(known -> known.header.equals(text)).findFirst());
  }

  /// As `alg` writes it.
  String header() {
    return header;
  }

  Kind kind() {
    return kind;
  }
}
