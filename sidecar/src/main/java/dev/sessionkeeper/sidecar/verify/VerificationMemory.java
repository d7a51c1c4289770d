package dev.sessionkeeper.sidecar.verify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy.VarExpiration;
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

  private final Cache<Fingerprint, Verification> found;
  private final VarExpiration<Fingerprint, Verification> each;

  VerificationMemory(Clock clock) {
    found =
        Caffeine.newBuilder()
            .maximumSize(MOST_TOKENS)
            .expireAfter(Expiry.<Fingerprint, Verification>creating((_, _) -> Duration.ZERO))
            .ticker(ticker(clock))
            // The clean-up is short; a thread pool of its own would cost memory in every pod.
            .executor(Runnable::run)
            .build();
    each = found.policy().expireVariably().orElseThrow();
  }

  /// The wall clock as a ticker, because tokens expire by the wall clock.
  static Ticker ticker(Clock clock) {
    return () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
  }

  Optional<Verification> find(Fingerprint token) {
    return Optional.ofNullable(found.getIfPresent(token));
  }

  void remember(Fingerprint token, Verification verification, Duration life) {
    if (life.isPositive()) {
      var _ = each.put(token, verification, life);
    }
  }

  void forgetAll() {
    found.invalidateAll();
  }
}
