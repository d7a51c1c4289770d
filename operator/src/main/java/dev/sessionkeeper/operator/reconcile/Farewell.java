package dev.sessionkeeper.operator.reconcile;

import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.store.Events;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.util.List;
import java.util.Optional;

/// Tells those who look at the pods of a deleted policy what stays of it (O11): the policy itself
/// can be described no more.
final class Farewell {
  private final Events events;

  Farewell(Events events) {
    this.events = events;
  }

  /// @param pods that belonged to the policy
  void tell(PolicyKey policy, List<PodFacts> pods) {
    pods.stream()
        .filter(pod -> pod.policy().equals(Optional.of(policy.name())))
        .map(Farewell::reference)
        .distinct()
        .forEach(
            about ->
                events.tell(
                    about,
                    Events.Type.WARNING,
                    "PolicyDeleted",
                    ("SessionPolicy %s was deleted: pods keep their sidecar, which goes on with"
                            + " what it was told; to take it out, restart what they belong to"
                            + " (kubectl rollout restart)")
                        .formatted(policy.name())));
  }

  private static ObjectReference reference(PodFacts pod) {
    var owner = pod.owner().orElseGet(() -> new PodFacts.Owner("v1", "Pod", pod.name(), pod.uid()));
    return new ObjectReferenceBuilder()
        .withApiVersion(owner.apiVersion())
        .withKind(owner.kind())
        .withNamespace(pod.namespace())
        .withName(owner.name())
        .withUid(owner.uid())
        .build();
  }
}
