package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The containers of a pod that are not ours.
final class PodContainers {
  private PodContainers() {}

  /// Those that run while the pod runs, native sidecars included.
  static Stream<Container> running(Pod pod) {
    return Stream.concat(ordinary(pod), ownInit(pod).filter(PodContainers::isNativeSidecar));
  }

  static Stream<Container> ordinary(Pod pod) {
    return pod.getSpec().getContainers().stream().filter(container -> !isOurs(container));
  }

  static boolean isNativeSidecar(Container container) {
    return "Always".equals(container.getRestartPolicy());
  }

  static boolean isOurs(Container container) {
    return container.getName().equals(Marks.CONTAINER)
        || container.getName().equals(Marks.REDIRECT_CONTAINER);
  }

  /// The sidecar that was injected before, wherever it stands.
  static Optional<Container> sidecar(Pod pod) {
    return Stream.concat(
            pod.getSpec().getContainers().stream(), pod.getSpec().getInitContainers().stream())
        .filter(container -> container.getName().equals(Marks.CONTAINER))
        .findFirst();
  }

  static List<Integer> declaredPorts(Container container) {
    return container.getPorts().stream()
        .filter(port -> port.getProtocol() == null || port.getProtocol().equals("TCP"))
        .map(port -> port.getContainerPort())
        .toList();
  }

  private static Stream<Container> ownInit(Pod pod) {
    return pod.getSpec().getInitContainers().stream().filter(container -> !isOurs(container));
  }
}
