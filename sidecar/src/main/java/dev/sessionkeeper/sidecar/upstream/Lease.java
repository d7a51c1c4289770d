package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;

/// What came of asking for a connection.
public sealed interface Lease {

  /// A connection with nothing on it: begin a request or give it back.
  record Lent(UpstreamConnection connection) implements Lease {}

  /// None is to be had.
  record Refused(UpstreamError error) implements Lease {}
}
