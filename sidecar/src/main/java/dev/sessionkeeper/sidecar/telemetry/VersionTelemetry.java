package dev.sessionkeeper.sidecar.telemetry;

/// Which version of the sidecar this is.
public final class VersionTelemetry {

  /// @param version as `--version` tells it
  public VersionTelemetry(Metrics metrics, String version) {
    metrics.gauge(
        "version", "1; the label tells the version that runs", () -> 1, "version", version);
  }
}
