package dev.sessionkeeper.simulator.api;

import java.time.Duration;

/// Real time, which goes on however a test shifts the clock: for waiting and for limits.
public interface Timers {

  /// Runs the action once, later, on the thread that handles requests.
  ///
  /// @return cancels it
  Runnable after(Duration delay, Runnable action);

  /// A count of nanoseconds with an arbitrary start.
  long nanoTime();
}
