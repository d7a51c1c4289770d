package dev.sessionkeeper.operator.injection;

import java.util.Optional;

/// How requests come to the sidecar instead of the application.
public sealed interface Takeover {

  /// The port that clients of the pod use and probes name.
  int port();

  /// In one line, for the annotation on the pod.
  String summary();

  /// The sidecar listens on the application's port; the application is told to listen elsewhere.
  ///
  /// @param port where the sidecar listens
  /// @param appPort where the application is told to listen
  /// @param portVariable the environment variable that tells it
  /// @param bind the variable that keeps the application off the pod's address, if it has one
  record MoveApp(int port, int appPort, String portVariable, Optional<Variable> bind)
      implements Takeover {
    private static final int DISTANCE = 10_000;
    private static final int LARGEST_PORT = 65_535;

    @Override
    public String summary() {
      return "MoveApp from %d to %d by %s".formatted(port, appPort, portVariable);
    }

    /// Where an application of this port is moved to.
    public static int appPortFor(int port) {
      return port + DISTANCE <= LARGEST_PORT ? port + DISTANCE : port - DISTANCE;
    }
  }

  /// The kernel hands requests for the application's port to the sidecar's.
  ///
  /// @param image the image of the init container, whose program is `nft`
  /// @param pullPolicy as of a container
  record Redirect(int port, int listener, String image, String pullPolicy) implements Takeover {
    @Override
    public String summary() {
      return "Redirect from %d to %d".formatted(port, listener);
    }
  }

  /// Whoever wants the sidecar asks its port.
  record Manual(int port, int listener) implements Takeover {
    @Override
    public String summary() {
      return "Manual, on %d for %d".formatted(listener, port);
    }
  }

  /// An environment variable.
  record Variable(String name, String value) {}
}
