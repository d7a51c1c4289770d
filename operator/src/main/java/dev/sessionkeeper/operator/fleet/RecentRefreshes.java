package dev.sessionkeeper.operator.fleet;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/// What a sidecar's refreshes came to lately. A sidecar counts since its start: a bad hour of
/// last week would stop a roll-out of today, and a good one hide what fails now. Safe for
/// concurrent use.
public final class RecentRefreshes {
  private static final Duration LATELY = Duration.ofMinutes(10);
  // A sidecar is asked twice a minute, or every second while it has a problem.
  private static final Duration APART = Duration.ofSeconds(25);

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Counted> told = new ArrayDeque<>();

  /// @param at in nanoseconds of a monotonic clock
  private record Counted(long at, long refreshed, long unavailable) {}

  /// Takes in what a sidecar says, at a time in nanoseconds of a monotonic clock.
  ///
  /// @return the same with the counts of the last ten minutes, as far as they are known: none after
  ///     the first answer
  public SidecarReport lately(SidecarReport said, long at) {
    var now = new Counted(at, said.refreshed(), said.unavailable());
    var then = from(now);
    return new SidecarReport(
        said.version(),
        said.generation(),
        said.reasons(),
        now.refreshed() - then.refreshed(),
        now.unavailable() - then.unavailable());
  }

  private Counted from(Counted now) {
    lock.lock();
    try {
      take(now);
      forget(now.at());
      return told.getFirst();
    } finally {
      lock.unlock();
    }
  }

  private void take(Counted now) {
    if (!told.isEmpty() && startedAnew(now)) {
      told.clear();
      told.add(new Counted(now.at(), 0, 0));
    }
    if (told.isEmpty() || now.at() - told.getLast().at() >= APART.toNanos()) {
      told.add(now);
    }
  }

  private boolean startedAnew(Counted now) {
    var last = told.getLast();
    return now.refreshed() < last.refreshed() || now.unavailable() < last.unavailable();
  }

  /// Keeps one that is older, to count from.
  private void forget(long at) {
    while (told.size() > 1 && at - second().at() >= LATELY.toNanos()) {
      told.removeFirst();
    }
  }

  private Counted second() {
    return told.stream().skip(1).findFirst().orElseThrow();
  }
}
