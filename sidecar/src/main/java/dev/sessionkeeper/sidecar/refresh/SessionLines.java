package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Unavailable;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The lines of all sign-ins. Belongs to one event loop.
///
/// Flights of one trusted `session_id` follow one another. Source: supabase.md 3.0, 1: the parent
/// of a token must not race with it.
final class SessionLines {
  // Each waits for its turn with the head of a request in memory.
  private static final int LONGEST = 8;
  private static final RefreshOutcome OVERLOADED =
      new Unavailable(UnavailableReason.OVERLOADED, Optional.empty());

  private final Vertx vertx;
  private final Map<String, SessionLine> lines = new HashMap<>();

  SessionLines(Vertx vertx) {
    this.vertx = vertx;
  }

  /// Starts a flight when all before it have landed; not at all where too many wait.
  Future<RefreshOutcome> enter(String sessionId, Supplier<Future<RefreshOutcome>> flight) {
    var line = lines.computeIfAbsent(sessionId, _ -> new SessionLine(vertx));
    if (line.length() >= LONGEST) {
      return Future.succeededFuture(OVERLOADED);
    }
    return line.enter(flight)
        .onComplete(_ -> lines.computeIfPresent(sessionId, (_, left) -> left.orNothing()));
  }
}
