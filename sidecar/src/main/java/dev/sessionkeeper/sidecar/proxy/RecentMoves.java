package dev.sessionkeeper.sidecar.proxy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.Session;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Sessions that browsers were told a moment ago to hold under another name or in another scope.
/// Each is told once a minute at most, and not at all once the application has ended it. Belongs to
/// one event loop.
final class RecentMoves {
  private static final int MOST = 1_024;
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final Cache<Fingerprint, Boolean> ended;

  /// @param nanos a monotonic clock in nanoseconds
  RecentMoves(LongSupplier nanos) {
    this.ended =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(QUIET)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /// Notes that a session is about to be moved.
  ///
  /// @return whether it may be: not if it was a moment ago
  boolean begin(Session session) {
    var key = keyOf(session);
    if (ended.getIfPresent(key) != null) {
      return false;
    }
    ended.put(key, Boolean.FALSE);
    return true;
  }

  /// The application has ended a session: a response that is late must not bring it back.
  void end(Session session) {
    ended.put(keyOf(session), Boolean.TRUE);
  }

  boolean hasEnded(Session session) {
    return Boolean.TRUE.equals(ended.getIfPresent(keyOf(session)));
  }

  private static Fingerprint keyOf(Session session) {
    return Fingerprint.of("", session);
  }
}
