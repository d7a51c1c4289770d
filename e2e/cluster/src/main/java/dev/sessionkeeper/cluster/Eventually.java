package dev.sessionkeeper.cluster;

import java.time.Duration;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;

/// The one way to wait on a cluster, where everything happens some time later.
final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Eventually() {}

  /// Tries an assertion until it holds.
  ///
  /// @throws AssertionError or what else the last try threw, once the deadline has passed
  static void eventually(String what, Duration deadline, ThrowingCallable assertion) {
    Awaitility.await(what)
        .atMost(deadline)
        .pollDelay(Duration.ZERO)
        .pollInterval(PAUSE)
        .pollInSameThread()
        .ignoreExceptions()
        .untilAsserted(assertion::call);
  }

  /// Tries until there is a value; that value.
  static <T> T eventuallyGet(String what, Duration deadline, Supplier<T> attempt) {
    return Awaitility.await(what)
        .atMost(deadline)
        .pollDelay(Duration.ZERO)
        .pollInterval(PAUSE)
        .pollInSameThread()
        .ignoreExceptions()
        .until(attempt::get, value -> value != null);
  }
}
