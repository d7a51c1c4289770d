package dev.sessionkeeper.simulator.model;

import dev.sessionkeeper.simulator.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a refresh with a token of version 2 does.
/// Source: supabase/auth `internal/tokens/service.go`, `RefreshTokenGrant`.
public sealed interface RotationV2 {

  /// The current token is exchanged for the next one.
  record Advance() implements RotationV2 {}

  /// An older token gets the current one again; `causes` say why that is permitted.
  record CurrentAgain(List<String> causes) implements RotationV2 {
    public CurrentAgain {
      causes = List.copyOf(causes);
    }
  }

  /// The counter is ahead of the session's.
  record NotIssuedHere() implements RotationV2 {}

  /// Reuse that nothing permits; with rotation enabled the session is deleted.
  record AlreadyUsed(boolean endSession) implements RotationV2 {}

  /// Decides about a presented token.
  ///
  /// @param lastRefreshed of the session
  static RotationV2 of(
      SignedToken presented,
      TokenChain chain,
      Instant lastRefreshed,
      Settings.RefreshTokens rules,
      Instant now) {
    var behind = chain.counter() - presented.counter();
    if (behind < 0) {
      return new NotIssuedHere();
    }
    if (behind == 0) {
      return new Advance();
    }
    var causes = causes(behind, Duration.between(lastRefreshed, now).abs(), rules);
    return causes.isEmpty() ? new AlreadyUsed(rules.rotation()) : new CurrentAgain(causes);
  }

  private static List<String> causes(
      long behind, Duration sinceRefresh, Settings.RefreshTokens rules) {
    List<String> causes = new ArrayList<>();
    if (sinceRefresh.compareTo(rules.reuseInterval()) < 0) {
      causes.add("concurrent-refresh");
    }
    if (behind == 1) {
      causes.add("fail-to-save");
    }
    if (rules.allowReuse()) {
      causes.add("always-allow");
    }
    return causes;
  }
}
