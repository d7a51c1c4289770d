package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bounds what all connections hold of requests that nobody has begun to serve.
///
/// Where it is too much, the connection that has held something for longest is closed: the head of
/// an honest browser is complete after a read or two, and never the oldest. Belongs to one event
/// loop.
final class Backlog {
  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
  private static final int SHARE_OF_HEAP = 8;

  private final long most;
  private final TrafficMetrics metrics;
  private final SequencedMap<Intake, Long> held = new LinkedHashMap<>();
  private long total;
  private boolean warned;

  private Backlog(long most, TrafficMetrics metrics) {
    this.most = most;
    this.metrics = metrics;
  }

  /// An eighth of the largest heap.
  static Backlog ofHeap(TrafficMetrics metrics) {
    return of(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, metrics);
  }

  /// @param most in bytes
  static Backlog of(long most, TrafficMetrics metrics) {
    return new Backlog(most, metrics);
  }

  /// Replaces what was known of a connection.
  ///
  /// @param bytes what it holds now
  void holds(Intake intake, long bytes) {
    var before = bytes == 0 ? held.remove(intake) : held.put(intake, bytes);
    total += bytes - (before == null ? 0 : before);
    while (total > most) {
      cut(held.pollFirstEntry());
    }
  }

  private void cut(Map.Entry<Intake, Long> oldest) {
    total -= oldest.getValue();
    metrics.connectionCut();
    if (!warned) {
      warned = true;
      LOG.atWarn()
          .log("connections hold too much of heads that do not end; the oldest of them are closed");
    }
    oldest.getKey().cut();
  }
}
