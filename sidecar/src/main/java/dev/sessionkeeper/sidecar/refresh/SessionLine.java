package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The flights of one sign-in, one after the other. Belongs to one event loop.
///
/// Each begins from the event loop itself, never from within the end of the one before: a long line
/// of flights that land at once would otherwise grow the stack.
final class SessionLine {
  private final Vertx vertx;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean flying;

  SessionLine(Vertx vertx) {
    this.vertx = vertx;
  }

  /// How many flights wait or are under way.
  int length() {
    return waiting.size() + (flying ? 1 : 0);
  }

  /// Starts a flight when all before it have landed.
  Future<RefreshOutcome> enter(Supplier<Future<RefreshOutcome>> flight) {
    if (!flying) {
      return start(flight);
    }
    var turn = Promise.<RefreshOutcome>promise();
    waiting.add(() -> start(flight).onComplete(turn));
    return turn.future();
  }

  /// This line, or nothing once it is empty.
  @Nullable SessionLine orNothing() {
    return length() == 0 ? null : this;
  }

  private Future<RefreshOutcome> start(Supplier<Future<RefreshOutcome>> flight) {
    flying = true;
    return flight.get().onComplete(_ -> landed());
  }

  private void landed() {
    flying = false;
    if (!waiting.isEmpty()) {
      // It holds the place of the next one until the event loop comes to it.
      flying = true;
      var next = waiting.remove();
      vertx.runOnContext(_ -> next.run());
    }
  }
}
