package dev.sessionkeeper.cluster;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/// The one way to wait on a cluster, where everything happens some time later.
final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Eventually() {}

  /// Tries an assertion until it holds.
  ///
  /// @param what the sentence that has to become true
  /// @throws AssertionError with the last failure, once the deadline has passed
  static void eventually(String what, Duration deadline, Runnable assertion) {
    var failure = new AtomicReference<@Nullable Throwable>();
    try {
      Awaitility.await(what)
          .atMost(deadline)
          .pollDelay(Duration.ZERO)
          .pollInterval(PAUSE)
          .pollInSameThread()
          .until(() -> holds(assertion, failure));
    } catch (ConditionTimeoutException e) {
      var last = failure.get();
      throw new AssertionError(
          "%s: not within %d s; at last: %s".formatted(what, deadline.toSeconds(), last), last);
    }
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
