package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.sidecar.decision.State;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;

/// What decisions are called in the metrics.
final class Labels {
  private Labels() {}

  static TrafficMetrics.Rule of(SessionRule rule) {
    return switch (rule) {
      case IGNORE -> TrafficMetrics.Rule.IGNORE;
      case REFRESH -> TrafficMetrics.Rule.REFRESH;
      case REQUIRE -> TrafficMetrics.Rule.REQUIRE;
    };
  }

  static TrafficMetrics.State of(State state) {
    return switch (state) {
      case FRESH -> TrafficMetrics.State.FRESH;
      case REFRESHED -> TrafficMetrics.State.REFRESHED;
      case ANONYMOUS -> TrafficMetrics.State.ANONYMOUS;
      case REJECTED -> TrafficMetrics.State.REJECTED;
      case UNAVAILABLE -> TrafficMetrics.State.UNAVAILABLE;
    };
  }
}
