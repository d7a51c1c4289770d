package dev.sessionkeeper.sidecar.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Which of two sessions is the newer one.
///
/// Refresh tokens of the second version count; else the access token's time of issue decides, then
/// its expiry. Two sessions that come out equal are of one generation, even if their access tokens
/// differ: presenting the parent of the active token buys the same refresh token again. Source:
/// design rule 4, supabase.md 3.3.
public final class Generation {
  /// Orders sessions of one sign-in, the oldest first.
  public static final Comparator<Session> OLDEST_FIRST = Generation::compare;

  private Generation() {}

  /// Whether a session is newer than another one of the same sign-in.
  public static boolean isNewer(Session one, Session other) {
    return compare(one, other) > 0;
  }

  /// Whether two sessions belong to one user and one sign-in.
  public static boolean isSameSignIn(Session one, Session other) {
    return one.claims().subject().equals(other.claims().subject())
        && one.claims().sessionId().equals(other.claims().sessionId());
  }

  private static int compare(Session one, Session other) {
    var counted = CountedToken.of(one.refreshToken());
    var otherCounted = CountedToken.of(other.refreshToken());
    if (counted.isPresent()
        && otherCounted.isPresent()
        && counted.get().session().equals(otherCounted.get().session())
        && counted.get().counter() != otherCounted.get().counter()) {
      return Long.compare(counted.get().counter(), otherCounted.get().counter());
    }
    var byIssue = compare(one.claims().issuedAt(), other.claims().issuedAt());
    return byIssue != 0 ? byIssue : compare(one.expiresAt(), other.expiresAt());
  }

  private static int compare(Optional<Instant> one, Optional<Instant> other) {
    return one.orElse(Instant.MIN).compareTo(other.orElse(Instant.MIN));
  }
}
