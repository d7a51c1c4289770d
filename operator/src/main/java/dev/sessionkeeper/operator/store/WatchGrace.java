package dev.sessionkeeper.operator.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Tells a watch that is down from one that is about to be up again: an API server that restarts
/// ends all of them. Not safe for concurrent use.
///
/// @param <W> what tells watches apart
final class WatchGrace<W> {
  static final Duration GRACE = Duration.ofMinutes(2);

  private final LongSupplier nanos;
  private final Map<W, Long> downSince = new HashMap<>();

  /// @param nanos a monotonic clock in nanoseconds
  WatchGrace(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Whether a watch has been down for longer than it may, as far as it was looked at.
  boolean isOver(W watch, boolean up) {
    if (up) {
      downSince.remove(watch);
      return false;
    }
    var since = downSince.computeIfAbsent(watch, _ -> nanos.getAsLong());
    return nanos.getAsLong() - since > GRACE.toNanos();
  }
}
