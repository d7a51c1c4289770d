package dev.sessionkeeper.operator.fleet;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Why a sidecar does not run, from what the kubelet says of its container.
final class SidecarTrouble {
  private static final int PORT_UNAVAILABLE = 69;
  private static final Pattern APP_PORT_TAKEN =
      Pattern.compile("Port (?!9180 |9181 )\\d+ on \\S+ \\(listener\\.port\\) is in use");
  private static final Pattern ONLY_FOR_ROOT =
      Pattern.compile("\\(listener\\.port\\) may not be opened by this user");
  private static final int LONGEST = 300;
  // The kubelet waits without there being anything wrong.
  private static final Set<String> PATIENT = Set.of("PodInitializing", "ContainerCreating");

  private SidecarTrouble() {}

  static Optional<PodFacts.Trouble> of(Optional<ContainerStatus> status) {
    var waiting =
        status
            .map(one -> one.getState().getWaiting())
            .filter(one -> one.getReason() != null && !PATIENT.contains(one.getReason()));
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    return status
        .map(one -> one.getLastState().getTerminated())
        .map(SidecarTrouble::ended)
        .or(
            () ->
                waiting.map(
                    one ->
                        new PodFacts.Trouble(
                            one.getReason(),
                            shortened(
                                Objects.requireNonNullElse(one.getMessage(), "no message")))));
  }

  /// The last lines that the sidecar wrote are its own sentences.
  private static PodFacts.Trouble ended(ContainerStateTerminated state) {
    var message = shortened(Objects.requireNonNullElse(state.getMessage(), "it left no message"));
    if ("OOMKilled".equals(state.getReason())) {
      return new PodFacts.Trouble(
          "OOMKilled",
          "it needed more memory than it may have: raise spec.sidecar.resources.limits.memory");
    }
    return state.getExitCode() == PORT_UNAVAILABLE
        ? withoutPort(message)
        : new PodFacts.Trouble(
            "SidecarNotRunning",
            "it ended with code %d: %s".formatted(state.getExitCode(), message));
  }

  /// Its own ports are fixed: only one that it shares with the application is the application's.
  private static PodFacts.Trouble withoutPort(String message) {
    if (ONLY_FOR_ROOT.matcher(message).find()) {
      return new PodFacts.Trouble(
          "PrivilegedPort",
          "the node lets nobody but root open spec.traffic.port, which is below 1024, and the sidecar"
              + " is not root: set the sysctl net.ipv4.ip_unprivileged_port_start to 0 in the pod's"
              + " securityContext, give the application a port above 1023, or take over by Redirect");
    }
    return APP_PORT_TAKEN.matcher(message).find()
        ? new PodFacts.Trouble(
            "AppPortNotListening",
            message
                + " The application seems to ignore the variable of its port: name the right one"
                + " (traffic.portVariable), or take over by Redirect.")
        : new PodFacts.Trouble("PortUnavailable", message);
  }

  private static String shortened(String text) {
    var line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
