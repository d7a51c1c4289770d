package dev.sessionkeeper.sidecar.refresh;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/// A clock that never jumps, for libraries that measure durations with one. Its instants mean
/// nothing.
final class MonotonicClock extends Clock {
  private final LongSupplier nanos;

  MonotonicClock(LongSupplier nanos) {
    super();
    this.nanos = nanos;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos.getAsLong());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
