package dev.sessionkeeper.sidecar.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Unavailable;
import java.time.Duration;
import java.util.Optional;

/// Sessions whose refresh has just failed, so that each of their requests does not try again.
///
/// A request that waits tries again after a second; an early refresh, which nobody waits for, after
/// a quarter of a minute.
final class RecentFailures {
  private static final Duration PAUSE_EARLY = Duration.ofSeconds(15);
  private static final Duration PAUSE_WAITING = Duration.ofSeconds(1);
  private static final int MOST = 4_096;

  private final Cache<Fingerprint, Failure> failures;
  private final Ticker ticker;

  private record Failure(Unavailable outcome, long nanos) {}

  RecentFailures(Ticker ticker) {
    this.ticker = ticker;
    this.failures = Caches.of(MOST, ticker).expireAfterWrite(PAUSE_EARLY).build();
  }

  void add(Fingerprint key, Unavailable outcome) {
    failures.put(key, new Failure(outcome, ticker.read()));
  }

  /// The failure that is too recent to try again.
  Optional<Unavailable> find(Fingerprint key, RefreshCause cause) {
    var pause =
        switch (cause) {
          case EXPIRED, ASKED -> PAUSE_WAITING;
          case DUE -> PAUSE_EARLY;
        };
    return Optional.ofNullable(failures.getIfPresent(key))
        .filter(failure -> ticker.read() - failure.nanos() < pause.toNanos())
        .map(Failure::outcome);
  }
}
