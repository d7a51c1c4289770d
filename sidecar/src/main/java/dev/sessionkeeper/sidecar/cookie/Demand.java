package dev.sessionkeeper.sidecar.cookie;

import dev.sessionkeeper.contract.AppCookieRule;
import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import java.util.Optional;

/// The attributes that a `Set-Cookie` line of the application must leave with.
///
/// @param sameSite the weakest that may stay; empty for any
record Demand(boolean httpOnly, boolean secure, boolean partitioned, Optional<SameSite> sameSite) {

  /// What a policy demands of session cookies.
  static Demand of(CookieAttributes policy) {
    return new Demand(
        policy.httpOnly(), policy.secure(), policy.partitioned(), Optional.of(policy.sameSite()));
  }

  /// What a policy demands of other cookies.
  static Demand of(AppCookieRule rule) {
    return new Demand(rule.httpOnly(), rule.secure(), false, least(rule.sameSite()));
  }

  private static Optional<SameSite> least(AppCookieRule.LeastSameSite choice) {
    return switch (choice) {
      case KEEP -> Optional.empty();
      case LAX -> Optional.of(SameSite.LAX);
      case STRICT -> Optional.of(SameSite.STRICT);
    };
  }
}
