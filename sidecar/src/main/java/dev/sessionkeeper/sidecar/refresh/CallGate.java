package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.contract.SidecarConfig.Refresh;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.LongSupplier;

/// Bounds what the Auth server is asked at a time and over time; who comes too early waits in line.
///
/// A token bucket over a concurrency cap. Verified callers go first, and strangers leave them a
/// quarter of both, so that invented sessions cannot keep real ones from being refreshed.
/// Belongs to one event loop.
final class CallGate {
  private static final int LONGEST_LINE = 1_000;
  private static final int SHARE_OF_VERIFIED = 4;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Vertx vertx;
  private final LongSupplier nanos;
  private final int mostConcurrent;
  private final double perSecond;
  private final int burst;
  private final Map<Caller, Queue<Waiter>> lines = new EnumMap<>(Caller.class);
  private int running;
  private double tokens;
  private long filledAt;
  private boolean wakes;

  /// Who asks, by precedence.
  enum Caller {
    /// Its token was signed by the Auth server.
    VERIFIED,
    /// Nobody could tell who it is.
    STRANGER
  }

  private record Waiter(Promise<Boolean> turn, long timer) {}

  CallGate(Vertx vertx, LongSupplier nanos, Refresh rules) {
    this.vertx = vertx;
    this.nanos = nanos;
    this.mostConcurrent = rules.maxConcurrent();
    this.perSecond = rules.requestsPerSecond();
    this.burst = rules.burst();
    this.tokens = burst;
    this.filledAt = nanos.getAsLong();
    for (var caller : Caller.values()) {
      lines.put(caller, new ArrayDeque<>());
    }
  }

  /// Waits for a turn.
  ///
  /// @param patience the longest to wait
  /// @return true for a turn, which `leave` must end; false where there was none in time
  Future<Boolean> enter(Caller caller, Duration patience) {
    var line = line(caller);
    dropLate(line);
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
    for (var caller : Caller.values()) {
      admit(caller);
    }
    if (!wakes) {
      Arrays.stream(Caller.values())
          .filter(caller -> !line(caller).isEmpty() && hasSlot(caller))
          .mapToLong(this::millisUntilToken)
          .min()
          .ifPresent(this::wakeIn);
    }
  }

  private void admit(Caller caller) {
    var line = line(caller);
    dropLate(line);
    while (!line.isEmpty() && hasSlot(caller) && tokens >= fewestTokens(caller)) {
      var next = line.remove();
      vertx.cancelTimer(next.timer());
      // Taken first: whoever is told may leave before it returns.
      running++;
      tokens--;
      vertx.runOnContext(_ -> next.turn().complete(true));
      dropLate(line);
    }
  }

  private static void dropLate(Queue<Waiter> line) {
    while (!line.isEmpty() && line.element().turn().future().isComplete()) {
      line.remove();
    }
  }

  private Queue<Waiter> line(Caller caller) {
    return Objects.requireNonNull(lines.get(caller));
  }

  private boolean hasSlot(Caller caller) {
    return running < mostConcurrent - reserved(caller, mostConcurrent);
  }

  private int fewestTokens(Caller caller) {
    return 1 + reserved(caller, burst);
  }

  private static int reserved(Caller caller, int all) {
    return switch (caller) {
      case VERIFIED -> 0;
      case STRANGER -> all / SHARE_OF_VERIFIED;
    };
  }

  private void wakeIn(long millis) {
    wakes = true;
    vertx.setTimer(millis, _ -> wake());
  }

  private void wake() {
    wakes = false;
    admit();
  }

  private long millisUntilToken(Caller caller) {
    return Math.max(1, (long) Math.ceil((fewestTokens(caller) - tokens) / perSecond * 1_000));
  }

  private void fill() {
    var now = nanos.getAsLong();
    tokens = Math.min(burst, tokens + (now - filledAt) / NANOS_PER_SECOND * perSecond);
    filledAt = now;
  }
}
