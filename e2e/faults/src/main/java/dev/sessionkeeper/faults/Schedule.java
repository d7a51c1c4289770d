package dev.sessionkeeper.faults;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What fails when, decided by a seed: first every fault once, then pairs of them, with calm
/// between.
final class Schedule {
  private static final List<Integer> SECONDS = List.of(3, 6, 9, 12);
  // Longer than a token lives in its window: most sessions expire meanwhile.
  private static final int LONG_OUTAGE = 40;
  private static final int ONE_IN = 6;

  private final Random random;
  private final Stage.Store store;
  private final Queue<Fault> waiting = new ArrayDeque<>();
  private int rounds;

  /// Faults that happen together.
  record Strike(List<Fault> faults, Duration length) {
    Strike {
      faults = List.copyOf(faults);
    }

    @Override
    public String toString() {
      return String.join(" + ", faults.stream().map(Fault::toString).toList());
    }
  }

  Schedule(long seed, Stage.Store store) {
    this.random = new Random(seed);
    this.store = store;
  }

  Strike next() {
    var first = take();
    var faults =
        rounds > 1
            ? Stream.of(first, take()).sorted(Comparator.comparing(Fault::target)).toList()
            : List.of(first);
    var distinct = faults.stream().map(Fault::target).distinct().count();
    return new Strike(distinct == faults.size() ? faults : List.of(first), length());
  }

  /// In the first round short, so that two minutes hold all of it.
  private Duration length() {
    if (rounds <= 1) {
      return Duration.ofSeconds(SECONDS.getFirst());
    }
    return Duration.ofSeconds(
        random.nextInt(ONE_IN) == 0 ? LONG_OUTAGE : SECONDS.get(random.nextInt(SECONDS.size())));
  }

  private Fault take() {
    if (waiting.isEmpty()) {
      rounds++;
      var all =
          Arrays.stream(Fault.values())
              .filter(fault -> store == Stage.Store.REDIS || fault.target() != Fault.Target.STORE)
              .collect(Collectors.toList());
      Collections.shuffle(all, random);
      waiting.addAll(all);
    }
    return waiting.remove();
  }
}
