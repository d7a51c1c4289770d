package dev.sessionkeeper.operator;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Work at an even pace, each kind of it never twice at a time.
final class Ticks implements AutoCloseable {
  private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1);
  private final ExecutorService workers;

  /// @param workers where the work is done; the timer itself never waits
  Ticks(ExecutorService workers) {
    this.workers = workers;
  }

  void every(Duration pace, Runnable work) {
    var busy = new AtomicBoolean();
    var _ =
        timer.scheduleAtFixedRate(
            () -> start(busy, work), pace.toMillis(), pace.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Waits so long. Only for a start that cannot go on.
  void pause(Duration time) {
    var over = new CompletableFuture<Void>();
    var _ = timer.schedule(() -> over.complete(null), time.toMillis(), TimeUnit.MILLISECONDS);
    over.join();
  }

  private void start(AtomicBoolean busy, Runnable work) {
    if (busy.compareAndSet(false, true)) {
      workers.execute(
          () -> {
            try {
              work.run();
            } finally {
              busy.set(false);
            }
          });
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
