package dev.sessionkeeper.simulator.model;

import java.util.List;
import java.util.Optional;

/// The decision about one refresh: what it answers, and what it would change. Nothing has changed
/// yet, because the access-token hook may still refuse.
public sealed interface RefreshPlan {

  /// A success.
  ///
  /// @param token the refresh token to hand out
  /// @param shown its readable part for the diagnostic headers
  record Issue(String token, Shown shown, Change change) implements RefreshPlan {}

  /// An error of the token itself.
  ///
  /// @param endedSession whether the change ends the session, which a header tells
  record Refuse(String errorCode, String message, boolean endedSession, Change change)
      implements RefreshPlan {}

  /// The diagnostic headers of a success.
  ///
  /// @param prefix the first five characters (version 1 and upgrades)
  /// @param counter of version 2
  /// @param rotated whether the answer says that nothing was reused
  record Shown(
      Optional<String> prefix, Optional<Long> counter, boolean rotated, List<String> reuseCauses) {}

  /// What happens to the store when the plan is carried out.
  sealed interface Change {
    record None() implements Change {}

    /// The presented token is revoked; `child` takes its place.
    record Swap(StoredToken presented, StoredToken child) implements Change {}

    /// As a swap, but the child is born revoked and the session continues with version 2.
    record Upgrade(StoredToken presented, StoredToken child, TokenChain chain) implements Change {}

    /// The session's counter moves on.
    record Advance(TokenChain chain) implements Change {}

    /// All active tokens of the session are revoked.
    record RevokeFamily() implements Change {}

    /// The session is deleted.
    record EndSession() implements Change {}
  }
}
