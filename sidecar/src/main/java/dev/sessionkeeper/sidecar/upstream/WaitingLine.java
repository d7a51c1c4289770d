package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The requests in line for a place, first come first served. Belongs to one event loop.
final class WaitingLine {
  // Each waiting request holds its head in memory; beyond this many the application is lost anyway.
  private static final int LONGEST = 1_024;

  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private record Waiting(Consumer<Lease> borrower, long since) {}

  /// Joins the line; a line that is too long refuses.
  void join(Consumer<Lease> borrower, long tick) {
    if (waiting.size() < LONGEST) {
      waiting.addLast(new Waiting(borrower, tick));
    } else {
      borrower.accept(new Lease.Refused(UpstreamError.POOL_EXHAUSTED));
    }
  }

  void leave(Consumer<Lease> borrower) {
    waiting.removeIf(next -> next.borrower().equals(borrower));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Who is served next; `null` for nobody.
  @Nullable Consumer<Lease> poll() {
    var next = waiting.pollFirst();
    return next == null ? null : next.borrower();
  }

  /// Refuses whoever came before that tick.
  void refuseBefore(long tick) {
    while (!waiting.isEmpty() && waiting.getFirst().since() < tick) {
      waiting.removeFirst().borrower().accept(new Lease.Refused(UpstreamError.POOL_EXHAUSTED));
    }
  }

  /// Refuses all who are in line now.
  void refuseAll(UpstreamError error) {
    for (int left = waiting.size(); left > 0 && !waiting.isEmpty(); left--) {
      waiting.removeFirst().borrower().accept(new Lease.Refused(error));
    }
  }
}
