package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.injection.Marks;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Map;
import java.util.Optional;

/// What is written on pods and on what they belong to. A change is an object and never a text: the
/// client reads the object before it sends a text, and the operator has no right to.
public final class Workloads {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;

  public Workloads(KubernetesClient client) {
    this.client = client;
  }

  /// Sets an annotation on a running pod, whose kubelet then looks at once whether its ConfigMaps
  /// changed. It would take up to a minute and a half otherwise.
  public void hurry(PodFacts pod, long generation) {
    var change =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(pod.namespace())
            .withName(pod.name())
            .withUid(pod.uid())
            .addToAnnotations(Marks.CONFIG_GENERATION, Long.toString(generation))
            .endMetadata()
            .build();
    client.resource(change).patch(MERGE);
  }

  /// What was told to make its pods anew.
  ///
  /// @param what its kind and name
  /// @param held what it waits for, if it does not do so by itself; a sentence
  public record Told(String what, Optional<String> held) {}

  /// Makes the owner of pods make them anew, at the pace of its own update strategy.
  ///
  /// @return what was told to; empty where there is nothing that could be, as for a Job
  public Optional<Told> roll(String namespace, PodFacts.Owner owner, String shape) {
    return switch (owner.kind()) {
      case "ReplicaSet" -> rollDeploymentOf(namespace, owner.name(), shape);
      case "StatefulSet" -> Optional.of(patch(StatefulSet.class, namespace, owner.name(), shape));
      case "DaemonSet" -> Optional.of(patch(DaemonSet.class, namespace, owner.name(), shape));
      default -> Optional.empty();
    };
  }

  private Optional<Told> rollDeploymentOf(String namespace, String replicaSet, String shape) {
    return Optional.ofNullable(
            client.apps().replicaSets().inNamespace(namespace).withName(replicaSet).get())
        .flatMap(Workloads::deployment)
        .map(name -> patch(Deployment.class, namespace, name, shape));
  }

  private static Optional<String> deployment(ReplicaSet set) {
    return set.getMetadata().getOwnerReferences().stream()
        .filter(reference -> reference.getKind().equals("Deployment"))
        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
        .map(reference -> reference.getName())
        .findFirst();
  }

  private <T extends HasMetadata> Told patch(
      Class<T> kind, String namespace, String name, String shape) {
    var template = Map.of("metadata", Map.of("annotations", Map.of(Marks.ROLLED_FOR, shape)));
    var change =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(HasMetadata.getApiVersion(kind))
            .withKind(HasMetadata.getKind(kind))
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .addToAdditionalProperties("spec", Map.of("template", template))
            .build();
    var patched =
        client
            .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(kind))
            .inNamespace(namespace)
            .resource(change)
            .patch(MERGE);
    var what = kind.getSimpleName() + " " + name;
    return new Told(what, held(patched).map(why -> what + why));
  }

  /// The answer to a patch is the whole object, so that nobody has to read it.
  private static Optional<String> held(GenericKubernetesResource workload) {
    if (Boolean.TRUE.equals(workload.get("spec", "paused"))) {
      return Optional.of(" is paused: kubectl rollout resume lets it make its pods anew");
    }
    return "OnDelete".equals(workload.get("spec", "updateStrategy", "type"))
        ? Optional.of(" makes a pod anew only once it is deleted (OnDelete): delete its pods")
        : Optional.empty();
  }
}
