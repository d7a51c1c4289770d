package dev.sessionkeeper.operator.fleet;

import dev.sessionkeeper.operator.injection.InjectionDecision;
import dev.sessionkeeper.operator.injection.Marks;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.policy.PolicyMatch;
import dev.sessionkeeper.operator.policy.Terms;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads of a pod what the operator remembers.
public final class PodReader {
  private final PolicyIndex policies;

  /// @param policies for what keeps a pod without sidecar from having one
  public PodReader(PolicyIndex policies) {
    this.policies = policies;
  }

  /// What there is to know of a pod as it is now.
  public PodFacts read(Pod pod) {
    var meta = pod.getMetadata();
    var shape = Marks.annotation(pod, Marks.SHAPE).filter(_ -> hasSidecar(pod));
    return new PodFacts(
        meta.getNamespace(),
        meta.getName(),
        meta.getUid(),
        created(pod),
        labels(pod),
        Marks.annotation(pod, Marks.POLICY),
        shape,
        Marks.annotation(pod, Marks.CONFIG_GENERATION).map(PodReader::number).orElse(-1L),
        life(pod),
        Optional.ofNullable(pod.getStatus().getPodIP()),
        ports(pod),
        hostPorts(pod),
        shape.isPresent() ? SidecarTrouble.of(status(pod)) : Optional.empty(),
        shape.isPresent() ? Optional.empty() : obstacle(pod),
        owner(pod));
  }

  /// What makes a pod that may not have a name yet.
  public static String workload(Pod pod) {
    var meta = pod.getMetadata();
    var prefix = Objects.requireNonNullElse(meta.getGenerateName(), "");
    return Workload.of(
        owner(pod), labels(pod), Objects.requireNonNullElse(meta.getName(), prefix + "*"));
  }

  /// The API server always tells.
  private static Instant created(Pod pod) {
    var time = pod.getMetadata().getCreationTimestamp();
    return time == null ? Instant.EPOCH : Instant.parse(time);
  }

  private Optional<PodFacts.Trouble> obstacle(Pod pod) {
    return switch (policies.match(pod.getMetadata().getNamespace(), labels(pod))) {
      case PolicyMatch.None() -> Optional.empty();
      case PolicyMatch.Ambiguous(var names) ->
          Optional.of(
              new PodFacts.Trouble(
                  "AmbiguousPolicy",
                  "several SessionPolicies select it: " + String.join(", ", names)));
      case PolicyMatch.One(var policy) ->
          policy.terms() instanceof Terms.Accepted(var injection)
              ? InjectionDecision.obstacle(pod, injection).flatMap(PodReader::trouble)
              : Optional.empty();
    };
  }

  private static Optional<PodFacts.Trouble> trouble(InjectionDecision decision) {
    return switch (decision) {
      case InjectionDecision.Inject _ -> Optional.empty();
      case InjectionDecision.Skip(var reason) ->
          Optional.of(new PodFacts.Trouble(reason.spelling(), reason.sentence()));
      case InjectionDecision.Refuse(var refusal) ->
          Optional.of(new PodFacts.Trouble(refusal.reason().spelling(), refusal.message()));
    };
  }

  /// Annotations are copied from pod to pod, or written by hand; a sidecar is a container.
  private static boolean hasSidecar(Pod pod) {
    return Stream.of(pod.getSpec().getInitContainers(), pod.getSpec().getContainers())
        .flatMap(List::stream)
        .anyMatch(container -> container.getName().equals(Marks.CONTAINER));
  }

  private static PodFacts.Life life(Pod pod) {
    var phase = Objects.requireNonNullElse(pod.getStatus().getPhase(), "Pending");
    var ended = phase.equals("Succeeded") || phase.equals("Failed");
    if (ended || pod.getMetadata().getDeletionTimestamp() != null) {
      return PodFacts.Life.GONE;
    }
    var running = status(pod).filter(status -> status.getState().getRunning() != null);
    return running.isPresent() ? PodFacts.Life.RUNNING : PodFacts.Life.STARTING;
  }

  private static Optional<ContainerStatus> status(Pod pod) {
    return Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream())
        .filter(status -> status.getName().equals(Marks.CONTAINER))
        .findFirst();
  }

  private static Map<Integer, Integer> hostPorts(Pod pod) {
    var ports = new HashMap<Integer, Integer>();
    declared(pod)
        .filter(port -> port.getProtocol() == null || port.getProtocol().equals("TCP"))
        .filter(port -> port.getHostPort() != null && port.getHostPort() > 0)
        .forEach(port -> ports.put(port.getHostPort(), port.getContainerPort()));
    return ports;
  }

  private static Stream<ContainerPort> declared(Pod pod) {
    return Stream.of(pod.getSpec().getInitContainers(), pod.getSpec().getContainers())
        .flatMap(List::stream)
        .flatMap(container -> container.getPorts().stream());
  }

  private static Map<String, Integer> ports(Pod pod) {
    var ports = new HashMap<String, Integer>();
    declared(pod)
        .filter(port -> port.getName() != null)
        .forEach(port -> ports.put(port.getName(), port.getContainerPort()));
    return ports;
  }

  private static Optional<PodFacts.Owner> owner(Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
        .findFirst()
        .map(PodReader::owner);
  }

  private static PodFacts.Owner owner(OwnerReference reference) {
    return new PodFacts.Owner(
        reference.getApiVersion(), reference.getKind(), reference.getName(), reference.getUid());
  }

  private static Map<String, String> labels(Pod pod) {
    return Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
  }

  private static Long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1L;
  }
}
