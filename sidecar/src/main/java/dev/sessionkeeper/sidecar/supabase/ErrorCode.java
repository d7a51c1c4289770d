package dev.sessionkeeper.sidecar.supabase;

import java.util.Optional;

/// The error code of an answer that is no success.
///
/// @param text as it was written; becomes a label only through a closed list
/// @param origin who is believed to have written it
record ErrorCode(String text, Origin origin) {

  /// Where a code stood.
  enum Origin {
    /// In the header, which only the Auth server itself sends.
    HEADER,
    /// In a body, which a gateway or a hook may have shaped.
    BODY
  }

  /// Reads the code in the order header, `code` where it is a text, `error_code`.
  ///
  /// Source: GoTrue `internal/api/errors.go`; the body's shape depends on the API version of the
  /// request, and a gateway may answer in neither shape.
  static Optional<ErrorCode> of(AuthReply.Answer answer) {
    var header = answer.header("x-sb-error-code").filter(text -> !text.isBlank());
    if (header.isPresent()) {
      return header.map(text -> new ErrorCode(text.strip(), Origin.HEADER));
    }
    var members = JsonMembers.of(answer.body());
    return members
        .flatMap(body -> body.text("code").or(() -> body.text("error_code")))
        .map(text -> new ErrorCode(text, Origin.BODY));
  }

  boolean is(String other) {
    return text.equals(other);
  }
}
