package dev.sessionkeeper.sidecar.upstream;

import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;

/// What came of asking for a place.
public sealed interface Lease {

  /// A place with nothing on it: begin the request or give it back.
  record Lent(UpstreamRequest request) implements Lease {}

  /// None is to be had.
  record Refused(UpstreamError error) implements Lease {}
}
