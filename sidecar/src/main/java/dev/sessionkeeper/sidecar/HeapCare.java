package dev.sessionkeeper.sidecar;

import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.Optional;

/// Has the heap collected before what is dead in it makes the process large.
///
/// The serial collector clears the old generation when it is full and not before; pages that dead
/// objects touched would stay in every pod's memory until then. Most of a sidecar's objects die
/// young, so that the old generation grows in bursts (many connections are opened, many sessions
/// are met) and hardly between them.
final class HeapCare {
  // A collection takes some 2 ms for each MiB that lives: of two seconds, one hundredth.
  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final long LEAST_GROWTH = 3L << 20;
  private static final int SHARE_OF_SURVIVORS = 4;

  private HeapCare() {}

  /// Looks from now on until Vert.x is closed. Other collectors look after themselves.
  static void start(Vertx vertx) {
    oldGeneration().ifPresent(pool -> vertx.setPeriodic(PERIOD.toMillis(), _ -> look(pool)));
  }

  /// Whether more has come since the last collection of the old generation than may stay.
  ///
  /// @param used bytes of the old generation that are taken
  /// @param survived bytes that the last collection left there; 0 before the first
  static boolean isDue(long used, long survived) {
    return used - survived > Math.max(LEAST_GROWTH, survived / SHARE_OF_SURVIVORS);
  }

  // The one call for which there is no other way: flags bound the heap, not what is dead in it.
  private static void look(MemoryPoolMXBean pool) {
    if (isDue(pool.getUsage().getUsed(), pool.getCollectionUsage().getUsed())) {
      System.gc();
    }
  }

  private static Optional<MemoryPoolMXBean> oldGeneration() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Tenured Gen"))
        .findFirst();
  }
}
