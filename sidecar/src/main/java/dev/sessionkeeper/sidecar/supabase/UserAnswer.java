package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.sidecar.session.UnavailableReason;

/// What the Auth server said to `GET /user`, that is, about an access token.
public sealed interface UserAnswer {
  /// The reason of a token whose signature or expiry the server does not accept.
  String BAD_JWT = "bad_jwt";

  /// A good token.
  ///
  /// @param userId the user it belongs to
  record Accepted(String userId) implements UserAnswer {}

  /// A token that the server does not accept.
  ///
  /// @param reason an error code of a closed list, safe to log
  record Refused(String reason) implements UserAnswer {}

  /// Anything else; says nothing about the token.
  record Unavailable(UnavailableReason reason) implements UserAnswer {}
}
