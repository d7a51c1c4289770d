package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/// The container of the application within a pod.
sealed interface AppContainer {

  /// It is this one.
  record Found(String name) implements AppContainer {}

  /// Nobody can tell.
  record Missing(Refusal refusal) implements AppContainer {}

  /// Why nobody can tell; empty if it is known.
  default Optional<Refusal> missing() {
    return switch (this) {
      case Found _ -> Optional.empty();
      case Missing(var refusal) -> Optional.of(refusal);
    };
  }

  /// The one that the policy names; else the one that declares the port; else the only one that
  /// declares no ports, as declaring them is a custom and no duty.
  static AppContainer in(Pod pod, Injection injection) {
    var containers = PodContainers.ordinary(pod).toList();
    if (!injection.appContainer().isEmpty()) {
      return named(containers, injection.appContainer());
    }
    return declaring(containers, injection.takeover().port())
        .or(() -> onlySilent(containers))
        .<AppContainer>map(Found::new)
        .orElseGet(() -> noMatch(containers, injection));
  }

  private static AppContainer named(List<Container> containers, String name) {
    if (containers.stream().anyMatch(container -> container.getName().equals(name))) {
      return new Found(name);
    }
    return new Missing(
        new Refusal(
            Refusal.Reason.NO_SUCH_CONTAINER,
            "the policy names the container %s (traffic.container), the pod has %s: name one of"
                    .formatted(name, names(containers))
                + " these"));
  }

  private static Optional<String> declaring(List<Container> containers, int port) {
    return containers.stream()
        .filter(container -> PodContainers.declaredPorts(container).contains(port))
        .map(Container::getName)
        .findFirst();
  }

  private static Optional<String> onlySilent(List<Container> containers) {
    var silent =
        containers.stream()
            .filter(container -> container.getPorts().isEmpty())
            .map(Container::getName)
            .toList();
    return silent.size() == 1 ? Optional.of(silent.getFirst()) : Optional.empty();
  }

  private static AppContainer noMatch(List<Container> containers, Injection injection) {
    var declared =
        containers.stream()
            .flatMap(container -> PodContainers.declaredPorts(container).stream())
            .toList();
    return new Missing(
        new Refusal(
            Refusal.Reason.NO_MATCHING_PORT,
            "no container of the pod declares port %d (traffic.port); declared are %s by %s: correct"
                    .formatted(injection.takeover().port(), declared, names(containers))
                + " the policy's port, declare it on the container, or set traffic.container"));
  }

  private static String names(List<Container> containers) {
    return String.join(", ", containers.stream().map(Container::getName).toList());
  }
}
