package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.injection.Marks;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;

/// What is written on pods and on what they belong to.
public final class Workloads {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;

  public Workloads(KubernetesClient client) {
    this.client = client;
  }

  /// Sets an annotation on a running pod, whose kubelet then looks at once whether its ConfigMaps
  /// changed. It would take up to a minute and a half otherwise.
  public void hurry(PodFacts pod, long generation) {
    client
        .pods()
        .inNamespace(pod.namespace())
        .withName(pod.name())
        .patch(
            MERGE,
            "{\"metadata\":{\"uid\":\"%s\",\"annotations\":{\"%s\":\"%d\"}}}"
                .formatted(pod.uid(), Marks.CONFIG_GENERATION, generation));
  }

  /// Makes the owner of pods make them anew, at the pace of its own update strategy.
  ///
  /// @return what was told to; empty where there is nothing that could be, as for a Job
  public Optional<String> roll(String namespace, PodFacts.Owner owner, String shape) {
    return switch (owner.kind()) {
      case "ReplicaSet" -> rollDeploymentOf(namespace, owner.name(), shape);
      case "StatefulSet" -> Optional.of(patch(StatefulSet.class, namespace, owner.name(), shape));
      case "DaemonSet" -> Optional.of(patch(DaemonSet.class, namespace, owner.name(), shape));
      default -> Optional.empty();
    };
  }

  private Optional<String> rollDeploymentOf(String namespace, String replicaSet, String shape) {
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

  private <T extends HasMetadata> String patch(
      Class<T> kind, String namespace, String name, String shape) {
    client
        .resources(kind)
        .inNamespace(namespace)
        .withName(name)
        .patch(
            MERGE,
            "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}}}"
                .formatted(Marks.ROLLED_FOR, shape));
    return kind.getSimpleName() + " " + name;
  }
}
