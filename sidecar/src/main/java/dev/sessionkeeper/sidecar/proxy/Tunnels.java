package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import dev.sessionkeeper.sidecar.upstream.Tunnel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The open WebSockets; those on which nothing moves for too long are closed. Belongs to one event
/// loop.
///
/// A drain leaves them open for as long as it may take: the application, which is told to stop as
/// well, says good-bye in their protocol.
final class Tunnels {
  private static final int STEPS = 8;

  private final Map<Tunnel, Silence> open = new HashMap<>();
  private final Duration step;
  private final TrafficMetrics metrics;
  private long now;

  /// Since when nothing has moved.
  ///
  /// @param moved how many bytes had moved by then
  private record Silence(long moved, long since) {}

  /// @param idleTimeout how long nothing may move; a tunnel is closed up to an eighth later
  Tunnels(Duration idleTimeout, TrafficMetrics metrics) {
    this.step = idleTimeout.dividedBy(STEPS);
    this.metrics = metrics;
  }

  /// How often `pass` must be called.
  Duration step() {
    return step;
  }

  /// A WebSocket has been opened.
  void opened(Tunnel tunnel) {
    open.put(tunnel, new Silence(0, now));
    metrics.webSockets(open.size());
    tunnel.closed().onComplete(_ -> closed(tunnel));
  }

  private void closed(Tunnel tunnel) {
    open.remove(tunnel);
    metrics.webSockets(open.size());
  }

  /// One step of time has passed.
  void pass() {
    now++;
    for (var tunnel : List.copyOf(open.keySet())) {
      var silence = open.get(tunnel);
      if (silence != null && silence.moved() != tunnel.moved()) {
        open.put(tunnel, new Silence(tunnel.moved(), now));
      } else if (silence != null && now - silence.since() > STEPS) {
        tunnel.close();
      }
    }
  }
}
