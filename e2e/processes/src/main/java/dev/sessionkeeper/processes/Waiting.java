package dev.sessionkeeper.processes;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Time that passes: until something holds, or for as long as a fault lasts. The one way to wait
/// for what happens in another process.
public final class Waiting {
  // What comes soon is seen soon, and what takes long is asked for seldom: it is seen a sixteenth
  // of
  // the time late at most.
  private static final long SHORTEST_STEP_MILLIS = 40;
  private static final long LONGEST_STEP_MILLIS = 500;
  private static final int STEPS = 16;

  private Waiting() {}

  /// Waits until something holds.
  ///
  /// @param what the sentence that has to become true
  /// @throws IllegalStateException if it does not within `patience`
  public static void until(String what, Duration patience, BooleanSupplier holds) {
    if (!within(patience, holds)) {
      throw new IllegalStateException("not within %d s: %s".formatted(patience.toSeconds(), what));
    }
  }

  /// Tries an assertion until it holds.
  ///
  /// @param what the sentence that has to become true
  /// @throws AssertionError with the last failure, if it does not within `patience`
  public static void eventually(String what, Duration patience, Runnable assertion) {
    var failure = new AtomicReference<@Nullable Throwable>();
    if (!within(patience, () -> holds(assertion, failure))) {
      var last = failure.get();
      throw new AssertionError(
          "%s: not within %d s; at last: %s".formatted(what, patience.toSeconds(), last), last);
    }
  }

  /// Lets time pass.
  ///
  /// @throws IllegalStateException if this thread is told to stop
  public static void pass(Duration time) {
    try {
      // The one sleep of the harness: the step of a poll, or the length of a fault.
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("told to stop", e);
    }
  }

  /// Whether something came to hold; it is asked once at least.
  private static boolean within(Duration patience, BooleanSupplier holds) {
    var began = System.nanoTime();
    while (!holds.getAsBoolean()) {
      var waited = Duration.ofNanos(System.nanoTime() - began);
      if (waited.compareTo(patience) > 0) {
        return false;
      }
      var step = waited.toMillis() / STEPS;
      pass(Duration.ofMillis(Math.clamp(step, SHORTEST_STEP_MILLIS, LONGEST_STEP_MILLIS)));
    }
    return true;
  }

  private static boolean holds(Runnable assertion, AtomicReference<@Nullable Throwable> failure) {
    try {
      assertion.run();
      return true;
    } catch (RuntimeException | AssertionError e) {
      failure.set(e); // The deadline tells it, if it is the last one.
      return false;
    }
  }
}
