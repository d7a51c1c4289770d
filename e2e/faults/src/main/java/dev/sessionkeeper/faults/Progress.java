package dev.sessionkeeper.faults;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/// One line every few seconds, so that somebody who watches knows that it lives.
final class Progress {
  private static final Duration STEP = Duration.ofSeconds(5);

  private final PrintStream out;
  private final Instant began;

  Progress(PrintStream out, Instant began) {
    this.out = out;
    this.began = began;
  }

  /// Prints until interrupted.
  void of(Run run, Tally tally) {
    var before = tally.requests();
    while (pass()) {
      var requests = tally.requests();
      out.printf(
          "%5d s  %-32s %4d requests/s, %d sessions written, %d lost%n",
          Duration.between(began, Instant.now()).toSeconds(),
          run.now(),
          (requests - before) / STEP.toSeconds(),
          tally.sessionsWritten(),
          tally.incidents(Tally.Kind.LOST));
      before = requests;
    }
  }

  private static boolean pass() {
    try {
      // Waits for no condition: the line comes at a fixed pace until the run interrupts it.
      Thread.sleep(STEP);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
