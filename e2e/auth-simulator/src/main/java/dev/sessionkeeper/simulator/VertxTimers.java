package dev.sessionkeeper.simulator;

import dev.sessionkeeper.simulator.api.Timers;
import io.vertx.core.Vertx;
import java.time.Duration;

/// Timers of the event loop that sets them.
record VertxTimers(Vertx vertx) implements Timers {

  @Override
  public Runnable after(Duration delay, Runnable action) {
    var id = vertx.setTimer(Math.max(1, delay.toMillis()), timer -> action.run());
    return () -> vertx.cancelTimer(id);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }
}
