package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a pod can be injected at all.
final class PodCheck {
  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final String SYSTEM = "kubernetes.io/os";

  private PodCheck() {}

  /// Why it is left alone; empty if it is not.
  static Optional<SkipReason> skipped(Pod pod, Injection injection) {
    if (Marks.label(pod, Marks.INJECT_LABEL).filter("false"::equals).isPresent()) {
      return Optional.of(SkipReason.OPTED_OUT);
    }
    if (Marks.annotation(pod, MIRROR).isPresent()) {
      return Optional.of(SkipReason.MIRROR_POD);
    }
    return switch (injection.kind()) {
      case NATIVE -> Optional.empty();
      case ORDINARY ->
          runsToCompletion(pod) ? Optional.of(SkipReason.RUNS_TO_COMPLETION) : Optional.empty();
    };
  }

  /// Why it must not be admitted; empty if it may.
  static Optional<Refusal> refused(Pod pod, Injection injection) {
    return Stream.of(
            hostNetwork(pod),
            windows(pod),
            foreignNamesake(pod),
            portTaken(pod, injection),
            clientPortTaken(pod, injection))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean runsToCompletion(Pod pod) {
    var policy = pod.getSpec().getRestartPolicy();
    return policy != null && !policy.equals("Always");
  }

  private static Optional<Refusal> hostNetwork(Pod pod) {
    return when(
        Boolean.TRUE.equals(pod.getSpec().getHostNetwork()),
        Refusal.Reason.HOST_NETWORK,
        "the pod uses the node's network, where its ports are not its own: set hostNetwork to false,"
            + " or keep the pod out with the label sessionkeeper.dev/inject=false");
  }

  private static Optional<Refusal> windows(Pod pod) {
    var spec = pod.getSpec();
    var byName = spec.getOs() != null && "windows".equals(spec.getOs().getName());
    var bySelector =
        spec.getNodeSelector() != null && "windows".equals(spec.getNodeSelector().get(SYSTEM));
    return when(
        byName || bySelector,
        Refusal.Reason.WINDOWS,
        "the pod runs on Windows, for which there is no sidecar: keep it out with the label"
            + " sessionkeeper.dev/inject=false");
  }

  /// A container of our name that we did not inject.
  private static Optional<Refusal> foreignNamesake(Pod pod) {
    return when(
        PodContainers.sidecar(pod).isPresent() && Marks.annotation(pod, Marks.SHAPE).isEmpty(),
        Refusal.Reason.NAME_TAKEN,
        "the pod has a container of its own named " + Marks.CONTAINER + ": give it another name");
  }

  private static Optional<Refusal> portTaken(Pod pod, Injection injection) {
    return PodContainers.running(pod)
        .flatMap(container -> takenBy(container, injection))
        .findFirst();
  }

  private static Stream<Refusal> takenBy(Container container, Injection injection) {
    return needed(injection.takeover()).stream()
        .filter(PodContainers.declaredPorts(container)::contains)
        .map(port -> taken(container, port));
  }

  private static Refusal taken(Container container, int port) {
    return new Refusal(
        Refusal.Reason.PORT_TAKEN,
        "the container %s declares port %d, which the sidecar or the moved application"
                .formatted(Objects.toString(container.getName()), port)
            + " needs: move the container to another port");
  }

  /// With MoveApp the sidecar listens on the application's port itself: a container beside the
  /// application that has it would meet the sidecar there.
  private static Optional<Refusal> clientPortTaken(Pod pod, Injection injection) {
    return injection.takeover() instanceof Takeover.MoveApp move
            && AppContainer.in(pod, injection) instanceof AppContainer.Found(var app)
        ? PodContainers.running(pod)
            .filter(container -> !container.getName().equals(app))
            .filter(container -> PodContainers.declaredPorts(container).contains(move.port()))
            .map(container -> taken(container, move.port()))
            .findFirst()
        : Optional.empty();
  }

  private static List<Integer> needed(Takeover takeover) {
    return switch (takeover) {
      case Takeover.MoveApp move -> List.of(Injection.ADMIN_PORT, move.appPort());
      case Takeover.Redirect redirect -> List.of(Injection.ADMIN_PORT, redirect.listener());
      case Takeover.Manual manual -> List.of(Injection.ADMIN_PORT, manual.listener());
    };
  }

  private static Optional<Refusal> when(boolean holds, Refusal.Reason reason, String message) {
    return holds ? Optional.of(new Refusal(reason, message)) : Optional.empty();
  }
}
