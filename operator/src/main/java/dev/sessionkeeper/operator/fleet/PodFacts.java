package dev.sessionkeeper.operator.fleet;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the operator remembers of a pod: about one kilobyte of the ten that a pod has.
///
/// @param uid tells a pod from a later one of its name
/// @param created when, by the API server's clock
/// @param policy the policy that it says it was injected by
/// @param shape the hash of what was injected; empty for no sidecar
/// @param configGeneration the generation whose ConfigMap the kubelet was hurried to project
/// @param life where it stands
/// @param address where its admin port is asked; empty until it has one
/// @param ports the numbers of the named ports of its containers
/// @param hostPorts ports of the node that lead into it, and where in the pod
/// @param trouble why its sidecar does not run
/// @param obstacle why it would not be injected if it were created now
/// @param owner the controller that made it
public record PodFacts(
    String namespace,
    String name,
    String uid,
    Instant created,
    Map<String, String> labels,
    Optional<String> policy,
    Optional<String> shape,
    long configGeneration,
    Life life,
    Optional<String> address,
    Map<String, Integer> ports,
    Map<Integer, Integer> hostPorts,
    Optional<Trouble> trouble,
    Optional<Trouble> obstacle,
    Optional<Owner> owner) {

  public PodFacts {
    labels = Map.copyOf(labels);
    ports = Map.copyOf(ports);
    hostPorts = Map.copyOf(hostPorts);
  }

  /// Whether it has a sidecar.
  public boolean injected() {
    return shape.isPresent();
  }

  /// Whether its sidecar can be asked.
  public boolean askable() {
    return injected() && life == Life.RUNNING && address.isPresent();
  }

  /// Where a pod stands.
  public enum Life {
    /// Not all containers have started.
    STARTING,
    RUNNING,
    /// Ended, or told to end: counts no more.
    GONE
  }

  /// Something that is not as it should be.
  ///
  /// @param reason one word for programs
  /// @param message a sentence for people
  public record Trouble(String reason, String message) {}

  /// Names the object that a pod belongs to.
  public record Owner(String apiVersion, String kind, String name, String uid) {}
}
