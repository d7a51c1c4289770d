package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.contract.SidecarConfig.Refresh;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;

/// Bounds what the Auth server is asked at a time and over time; who comes too early waits in line.
///
/// A token bucket over a concurrency cap. Belongs to one event loop.
final class CallGate {
  private static final int LONGEST_LINE = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Vertx vertx;
  private final LongSupplier nanos;
  private final int mostConcurrent;
  private final double perSecond;
  private final double burst;
  private final Queue<Waiter> line = new ArrayDeque<>();
  private int running;
  private double tokens;
  private long filledAt;
  private boolean wakes;

  private record Waiter(Promise<Boolean> turn, long timer) {}

  CallGate(Vertx vertx, LongSupplier nanos, Refresh rules) {
    this.vertx = vertx;
    this.nanos = nanos;
    this.mostConcurrent = rules.maxConcurrent();
    this.perSecond = rules.requestsPerSecond();
    this.burst = rules.burst();
    this.tokens = burst;
    this.filledAt = nanos.getAsLong();
  }

  /// Waits for a turn.
  ///
  /// @param patience the longest to wait
  /// @return true for a turn, which `leave` must end; false where there was none in time
  Future<Boolean> enter(Duration patience) {
    if (!patience.isPositive() || line.size() >= LONGEST_LINE) {
      return Future.succeededFuture(false);
    }
    var turn = Promise.<Boolean>promise();
    var millis = Math.max(1, patience.toMillis());
    line.add(new Waiter(turn, vertx.setTimer(millis, _ -> turn.tryComplete(false))));
    admit();
    return turn.future();
  }

  /// Ends a turn.
  void leave() {
    running--;
    admit();
  }

  private void admit() {
    fill();
    while (running < mostConcurrent && tokens >= 1 && !line.isEmpty()) {
      var next = line.remove();
      vertx.cancelTimer(next.timer());
      if (!next.turn().future().isComplete()) {
        // Taken first: whoever is told may leave before it returns.
        running++;
        tokens--;
        vertx.runOnContext(_ -> next.turn().complete(true));
      }
    }
    if (!line.isEmpty() && running < mostConcurrent && !wakes) {
      wakes = true;
      vertx.setTimer(millisUntilNextToken(), _ -> wake());
    }
  }

  private void wake() {
    wakes = false;
    admit();
  }

  private long millisUntilNextToken() {
    return Math.max(1, (long) Math.ceil((1 - tokens) / perSecond * 1_000));
  }

  private void fill() {
    var now = nanos.getAsLong();
    tokens = Math.min(burst, tokens + (now - filledAt) / NANOS_PER_SECOND * perSecond);
    filledAt = now;
  }
}
