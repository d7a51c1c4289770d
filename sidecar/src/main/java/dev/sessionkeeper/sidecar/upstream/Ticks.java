package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.contract.SidecarConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/// Time in steps: cheaper than timers for each request, and exact enough.
///
/// @param length of one step
/// @param keepAlive after how many steps an idle connection is closed; never later than agreed
/// @param patience after how many steps an answer is late; never earlier than agreed
/// @param line after how many steps a request has waited too long for a connection; likewise
/// @param upload after how many steps it is judged how fast a body arrives; likewise
record Ticks(Duration length, long keepAlive, long patience, long line, long upload) {
  private static final Duration SHORTEST = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final int STEPS = 8;

  static Ticks of(SidecarConfig config) {
    var target = config.upstream();
    var idle = config.listener().idleTimeout();
    var shortest =
        Collections.min(
            List.of(target.keepAlive(), target.responseTimeout(), target.connectTimeout(), idle));
    var share = shortest.dividedBy(STEPS).toMillis();
    var length = Duration.ofMillis(Math.clamp(share, SHORTEST.toMillis(), LONGEST.toMillis()));
    return new Ticks(
        length,
        Math.max(1, target.keepAlive().dividedBy(length)),
        target.responseTimeout().dividedBy(length) + 1,
        target.connectTimeout().dividedBy(length) + 1,
        idle.dividedBy(length) + 1);
  }
}
