package dev.sessionkeeper.policy.translation;

import dev.sessionkeeper.policy.Traffic;

/// Who listens where within a pod.
///
/// @param listener where the sidecar takes requests
/// @param app where the application listens
public record Ports(int listener, int app) {
  /// Where probes and metrics of the sidecar are served.
  public static final int ADMIN = 9180;

  /// The sidecar's own listener where it does not take the application's.
  public static final int OWN_LISTENER = 9181;

  private static final int STEP = 10_000;
  private static final int MOST_PORT = 65_535;

  public static Ports of(int port, Traffic.Takeover takeover) {
    return switch (takeover) {
      case MOVE_APP -> new Ports(port, moved(port));
      case REDIRECT, MANUAL -> new Ports(OWN_LISTENER, port);
    };
  }

  /// Where an application that gives up `port` is told to listen.
  public static int moved(int port) {
    return port + STEP <= MOST_PORT ? port + STEP : port - STEP;
  }
}
