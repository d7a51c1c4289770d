package dev.sessionkeeper.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.stream.Stream;

/// The sidecars that a pod has.
final class Sidecars {
  private static final String NAME = "sessionkeeper";

  private Sidecars() {}

  /// Those of a pod: one if it was injected, none otherwise.
  static List<Container> of(Pod pod) {
    return Stream.concat(
            pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .filter(container -> container.getName().equals(NAME))
        .toList();
  }

  /// The cpu that the sidecar of a pod asks for; `none` without sidecar.
  static String requestedCpu(Pod pod) {
    return of(pod).stream()
        .map(sidecar -> String.valueOf(sidecar.getResources().getRequests().get("cpu")))
        .findFirst()
        .orElse("none");
  }
}
