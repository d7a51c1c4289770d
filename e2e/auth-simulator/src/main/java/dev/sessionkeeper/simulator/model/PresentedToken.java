package dev.sessionkeeper.simulator.model;

import java.time.Instant;
import java.util.Optional;

/// A refresh token as found in the store, with its owner.
public sealed interface PresentedToken {

  User user();

  /// A token of version 1.
  ///
  /// @param session absent in data from before sessions existed
  record V1(User user, Optional<Session> session, StoredToken token) implements PresentedToken {}

  /// A token of version 2.
  ///
  /// @param chain of the session, whose key signed the token
  record V2(User user, Session owner, SignedToken token, TokenChain chain)
      implements PresentedToken {}

  default Optional<Session> foundSession() {
    return switch (this) {
      case V1 v1 -> v1.session();
      case V2 v2 -> Optional.of(v2.owner());
    };
  }

  /// When the token was last touched; only version 1 knows.
  default Optional<Instant> tokenTime() {
    return switch (this) {
      case V1 v1 -> Optional.of(v1.token().updatedAt());
      case V2 v2 -> Optional.empty();
    };
  }
}
