package dev.sessionkeeper.sidecar.verify;

import dev.sessionkeeper.sidecar.session.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What one source of trust says about a token, and how long that may be repeated at most.
record Judgement(Verification verification, Duration longest) {
  private static final Duration MINUTE = Duration.ofSeconds(60);
  // No access token is meant to live longer; bounds what a strange `exp` can do.
  private static final Duration DAY = Duration.ofHours(24);
  private static final Verification VERIFIED = new Verification.Verified();

  /// Signed by a key that is known here, which stays true.
  static Judgement verified() {
    return new Judgement(VERIFIED, DAY);
  }

  /// Accepted by the server, which may change its mind: the session may be ended.
  static Judgement acceptedForNow() {
    return new Judgement(VERIFIED, MINUTE);
  }

  /// Not signed by a key that is known here.
  ///
  /// Forgotten soon: what looks forged was signed by a new secret or key where a file or a cache in
  /// between has not followed yet, and must not stay signed out until it expires.
  static Judgement forged(String reason) {
    return new Judgement(new Verification.Forged(reason), MINUTE);
  }

  /// Never repeated.
  static Judgement unverifiable(String reason) {
    return new Judgement(new Verification.Unverifiable(reason), Duration.ZERO);
  }

  /// How long to repeat it: never beyond the token's expiry, which changes what may be said.
  ///
  /// @param expiry of the token; a minute where it is past or unknown
  Duration life(Optional<Instant> expiry, Instant now) {
    var left = expiry.map(end -> Duration.between(now, end)).filter(Duration::isPositive);
    var most = left.orElse(MINUTE);
    return most.compareTo(longest) < 0 ? most : longest;
  }
}
