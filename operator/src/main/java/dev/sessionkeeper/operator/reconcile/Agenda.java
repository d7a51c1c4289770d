package dev.sessionkeeper.operator.reconcile;

import dev.sessionkeeper.operator.fleet.PodFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

/// When which sidecar is asked next. Safe for concurrent use.
final class Agenda {
  private final ReentrantLock lock = new ReentrantLock();
  private final PriorityQueue<Entry> queue =
      new PriorityQueue<>((one, other) -> Long.compare(one.due() - other.due(), 0));
  private final Map<String, Entry> byUid = new HashMap<>();

  private record Entry(PodFacts pod, long due) {}

  /// Asks a pod at a time, in place of any later or earlier one.
  ///
  /// @param due in nanoseconds of the monotonic clock
  void put(PodFacts pod, long due) {
    lock.lock();
    try {
      var entry = new Entry(pod, due);
      byUid.put(pod.uid(), entry);
      queue.add(entry);
    } finally {
      lock.unlock();
    }
  }

  /// Takes what is due, at most so many.
  List<PodFacts> take(long now, int most) {
    lock.lock();
    try {
      var taken = new ArrayList<PodFacts>();
      while (taken.size() < most && !queue.isEmpty() && queue.peek().due() - now <= 0) {
        var entry = queue.poll();
        // An entry that was replaced since is passed over.
        if (entry.equals(byUid.get(entry.pod().uid()))) {
          byUid.remove(entry.pod().uid());
          taken.add(entry.pod());
        }
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return byUid.size();
    } finally {
      lock.unlock();
    }
  }
}
