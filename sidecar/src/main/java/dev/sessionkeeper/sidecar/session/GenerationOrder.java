package dev.sessionkeeper.sidecar.session;

import java.time.Instant;
import java.util.Optional;

/// The numbers that order the generations of one sign-in, as `Generation` orders whole sessions:
/// the counters of two refresh tokens that count, else the time of issue, else the expiry.
///
/// @param counter of the refresh token; -1 where it does not count
/// @param issuedAt in seconds since 1970
/// @param expiresAt in seconds since 1970; 0 where it is not told
public record GenerationOrder(long counter, long issuedAt, long expiresAt) {
  /// The counter of a refresh token that does not count.
  public static final long UNCOUNTED = -1;

  /// The place of a session; empty where its access token does not say when it was issued.
  public static Optional<GenerationOrder> of(Session session) {
    return session
        .claims()
        .issuedAt()
        .map(
            issuedAt ->
                new GenerationOrder(
                    CountedToken.of(session.refreshToken())
                        .map(CountedToken::counter)
                        .orElse(UNCOUNTED),
                    issuedAt.getEpochSecond(),
                    session.expiresAt().map(Instant::getEpochSecond).orElse(0L)));
  }

  /// Whether this stands behind another generation of the same sign-in.
  public boolean isNewerThan(GenerationOrder other) {
    if (counter != UNCOUNTED && other.counter != UNCOUNTED && counter != other.counter) {
      return counter > other.counter;
    }
    return issuedAt != other.issuedAt ? issuedAt > other.issuedAt : expiresAt > other.expiresAt;
  }
}
