package dev.sessionkeeper.sidecar.verify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.Verification;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What was found out about tokens lately, by their fingerprints. Bounded; safe for all threads.
final class VerificationMemory {
  private static final int MOST_TOKENS = 10_000;

  private final Cache<Fingerprint, Entry> entries;

  private record Entry(Verification verification, Duration life) {}

  VerificationMemory(Clock clock) {
    entries =
        Caffeine.newBuilder()
            .maximumSize(MOST_TOKENS)
            .expireAfter(Expiry.<Fingerprint, Entry>creating((token, entry) -> entry.life()))
            .ticker(ticker(clock))
            // The clean-up is short; a thread pool of its own would cost memory in every pod.
            .executor(Runnable::run)
            .build();
  }

  /// The wall clock as a ticker, because tokens expire by the wall clock.
  static Ticker ticker(Clock clock) {
    return () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
  }

  Optional<Verification> find(Fingerprint token) {
    return Optional.ofNullable(entries.getIfPresent(token)).map(Entry::verification);
  }

  void remember(Fingerprint token, Verification verification, Duration life) {
    if (life.isPositive()) {
      entries.put(token, new Entry(verification, life));
    }
  }

  void forgetAll() {
    entries.invalidateAll();
  }
}
