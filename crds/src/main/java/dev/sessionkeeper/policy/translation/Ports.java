package dev.sessionkeeper.policy.translation;

import dev.sessionkeeper.policy.Traffic.Takeover;

/// The ports that sidecar and application have under a policy.
///
/// @param listener the port of the sidecar
/// @param upstream the port of the application
public record Ports(int listener, int upstream) {
  /// Where the sidecar serves probes and metrics.
  public static final int ADMIN = 9180;

  /// Where the sidecar listens when the application keeps its port.
  public static final int OWN = 9181;

  private static final int DISTANCE = 10_000;
  private static final int MOST = 65_535;

  /// The ports when the application listened on `port` before there was a sidecar.
  public static Ports of(Takeover takeover, int port) {
    return switch (takeover) {
      case MOVE_APP -> new Ports(port, moved(port));
      case REDIRECT, MANUAL -> new Ports(OWN, port);
    };
  }

  private static int moved(int port) {
    return port + DISTANCE <= MOST ? port + DISTANCE : port - DISTANCE;
  }
}
