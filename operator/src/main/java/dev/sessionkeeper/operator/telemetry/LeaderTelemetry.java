package dev.sessionkeeper.operator.telemetry;

import java.util.function.BooleanSupplier;

/// Which replica leads.
public final class LeaderTelemetry {

  /// @param leading asked at each scrape
  public LeaderTelemetry(Metrics metrics, BooleanSupplier leading) {
    metrics.gauge("leader", "1 for the replica that leads", () -> leading.getAsBoolean() ? 1 : 0);
  }
}
