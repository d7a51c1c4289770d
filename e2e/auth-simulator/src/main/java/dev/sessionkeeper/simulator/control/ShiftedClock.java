package dev.sessionkeeper.simulator.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that a test moves against another one. Safe for all threads.
public final class ShiftedClock extends Clock {
  private final Clock base;
  private final AtomicReference<Duration> shift;

  public ShiftedClock(Clock base) {
    this(base, new AtomicReference<>(Duration.ZERO));
  }

  private ShiftedClock(Clock base, AtomicReference<Duration> shift) {
    this.base = base;
    this.shift = shift;
  }

  /// Sets the difference.
  ///
  /// @param ahead how far this clock is ahead of the other one; negative = behind
  public void set(Duration ahead) {
    shift.set(ahead);
  }

  public void advance(Duration by) {
    shift.accumulateAndGet(by, Duration::plus);
  }

  public Duration shift() {
    return shift.get();
  }

  @Override
  public Instant instant() {
    return base.instant().plus(shift.get());
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new ShiftedClock(base.withZone(zone), shift);
  }
}
