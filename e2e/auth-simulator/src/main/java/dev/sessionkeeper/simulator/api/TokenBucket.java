package dev.sessionkeeper.simulator.api;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// A rate limit with one bucket for each key, all of the same burst and refill.
final class TokenBucket {
  private final double perSecond;
  private final int burst;
  private final Map<String, Level> levels = new HashMap<>();

  private record Level(double tokens, Instant at) {}

  TokenBucket(double events, Duration period, int burst) {
    this.perSecond = events / period.toSeconds();
    this.burst = burst;
  }

  /// Takes one token; false if the key has none left.
  boolean take(String key, Instant now) {
    var last = levels.getOrDefault(key, new Level(burst, now));
    var seconds = Math.max(0, Duration.between(last.at(), now).toNanos() / 1e9);
    var tokens = Math.min(burst, last.tokens() + seconds * perSecond);
    var granted = tokens >= 1;
    levels.put(key, new Level(granted ? tokens - 1 : tokens, now));
    return granted;
  }
}
