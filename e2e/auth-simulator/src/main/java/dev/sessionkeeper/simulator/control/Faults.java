package dev.sessionkeeper.simulator.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The faults that wait for their calls. The first rule that matches a call hits it. Safe for all
/// threads.
public final class Faults {
  private final AtomicReference<List<FaultRule>> rules = new AtomicReference<>(List.of());

  public void add(FaultRule rule) {
    rules.updateAndGet(
        old -> {
          var more = new ArrayList<>(old);
          more.add(rule);
          return List.copyOf(more);
        });
  }

  public void clear() {
    rules.set(List.of());
  }

  public List<FaultRule> waiting() {
    return rules.get();
  }

  /// Takes the fault that hits a call of this path, if any.
  public Optional<Fault> take(String path) {
    while (true) {
      var old = rules.get();
      var index = indexOfFirst(old, path);
      if (index < 0) {
        return Optional.empty();
      }
      var rule = old.get(index);
      var left = new ArrayList<>(old);
      left.set(index, rule.counted());
      left.removeIf(FaultRule::isSpent);
      if (rules.compareAndSet(old, List.copyOf(left))) {
        return rule.skip() > 0 ? Optional.empty() : Optional.of(rule.fault());
      }
    }
  }

  private static int indexOfFirst(List<FaultRule> rules, String path) {
    for (var index = 0; index < rules.size(); index++) {
      if (rules.get(index).matches(path)) {
        return index;
      }
    }
    return -1;
  }
}
