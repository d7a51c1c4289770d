package dev.sessionkeeper.simulator.model;

import dev.sessionkeeper.simulator.config.Settings;
import java.time.Instant;
import java.util.Optional;

/// What a refresh with a token of version 1 does.
/// Source: supabase/auth `internal/tokens/service.go`, `RefreshTokenGrant`.
public sealed interface RotationV1 {

  /// The token is revoked and a child issued: the normal case, and a permitted reuse (which makes a
  /// branch).
  record Swap() implements RotationV1 {}

  /// The parent of the newest active token gets that token again, at any time.
  record SameToken(StoredToken active) implements RotationV1 {}

  /// Reuse outside the interval; with rotation enabled all active tokens of the session are
  /// revoked.
  record AlreadyUsed(boolean revokeFamily) implements RotationV1 {}

  /// Decides about a presented token.
  ///
  /// @param newestActive the session's newest token that is not revoked
  static RotationV1 of(
      StoredToken presented,
      Optional<StoredToken> newestActive,
      Settings.RefreshTokens rules,
      Instant now) {
    if (!presented.revoked()) {
      return new Swap();
    }
    if (newestActive.isPresent()
        && newestActive.get().parent().equals(Optional.of(presented.token()))) {
      return new SameToken(newestActive.get());
    }
    var reusable = now.isBefore(presented.updatedAt().plus(rules.reuseInterval()));
    return reusable ? new Swap() : new AlreadyUsed(rules.rotation());
  }
}
