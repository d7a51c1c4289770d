package dev.sessionkeeper.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Time that passes: until something holds, or for as long as a fault lasts.
final class Waiting {
  private static final Duration STEP = Duration.ofMillis(50);

  private Waiting() {}

  /// Waits until something holds.
  ///
  /// @throws IllegalStateException if it does not within `patience`
  static void until(String what, Duration patience, BooleanSupplier holds) {
    var began = System.nanoTime();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - began > patience.toNanos()) {
        throw new IllegalStateException("not within " + patience.toSeconds() + " s: " + what);
      }
      pass(STEP);
    }
  }

  /// @throws IllegalStateException if this thread is told to stop
  static void pass(Duration time) {
    try {
      // The one sleep of the harness: the step of a poll, or the length of a fault.
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("told to stop", e);
    }
  }
}
