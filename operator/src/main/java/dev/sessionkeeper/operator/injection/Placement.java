package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import java.util.stream.Stream;

/// Where a container of ours stands: where it stood, else last, so that the order of the pod's own
/// containers stays and `kubectl logs` still shows the first of them.
final class Placement {
  private Placement() {}

  static List<Container> placed(List<Container> containers, Container ours) {
    if (containers.stream().noneMatch(container -> is(container, ours.getName()))) {
      return Stream.concat(containers.stream(), Stream.of(ours)).toList();
    }
    return containers.stream()
        .map(container -> is(container, ours.getName()) ? ours : container)
        .toList();
  }

  static List<Container> removed(List<Container> containers, String name) {
    return containers.stream().filter(container -> !is(container, name)).toList();
  }

  private static boolean is(Container container, String name) {
    return container.getName().equals(name);
  }
}
