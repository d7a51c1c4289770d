package dev.sessionkeeper.simulator.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Locks on the rows of sessions. A refresh skips a locked row and tries again later; a deletion
/// waits for it. Used by one thread: waiting means being called back.
public final class RowLocks {
  private final Map<UUID, Integer> holders = new HashMap<>();
  private final List<Waiter> waiters = new ArrayList<>();

  private record Waiter(Set<UUID> rows, Runnable action) {}

  public boolean isLocked(UUID row) {
    return holders.containsKey(row);
  }

  public void lock(UUID row) {
    holders.merge(row, 1, Integer::sum);
  }

  /// Gives up one lock; when it was the last, waiters go on.
  public void unlock(UUID row) {
    holders.computeIfPresent(row, (id, count) -> count == 1 ? null : count - 1);
    var free =
        waiters.stream()
            .filter(waiter -> waiter.rows().stream().noneMatch(this::isLocked))
            .toList();
    waiters.removeAll(free);
    free.forEach(waiter -> waiter.action().run());
  }

  /// Runs the action as soon as none of the rows is locked, at once if none is.
  public void whenFree(Collection<UUID> rows, Runnable action) {
    if (rows.stream().noneMatch(this::isLocked)) {
      action.run();
    } else {
      waiters.add(new Waiter(new HashSet<>(rows), action));
    }
  }
}
