package dev.sessionkeeper.sidecar.refresh;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

/// How every cache of this package is built.
final class Caches {
  private Caches() {}

  /// A bounded cache that cleans up where it is used: there is one event loop, and a pool of
  /// threads would cost memory in every pod.
  static Caffeine<Object, Object> of(int most, Ticker ticker) {
    return Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).ticker(ticker);
  }
}
