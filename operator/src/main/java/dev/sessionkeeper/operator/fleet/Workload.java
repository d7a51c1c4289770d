package dev.sessionkeeper.operator.fleet;

import java.util.Map;
import java.util.Optional;

/// Names what makes a pod, as its author knows it: `Deployment web` and not the ReplicaSet of one
/// of its states, which is another after each correction.
final class Workload {
  private static final String HASH = "pod-template-hash";

  private Workload() {}

  static String of(PodFacts pod) {
    return of(pod.owner(), pod.labels(), pod.name());
  }

  /// @param pod its name, if nothing makes it
  static String of(Optional<PodFacts.Owner> owner, Map<String, String> labels, String pod) {
    return owner.map(one -> of(one, labels)).orElse("Pod " + pod);
  }

  /// A Deployment's ReplicaSet is named by the Deployment, a dash and the hash that it gives its
  /// pods as a label. Source: Kubernetes, `pkg/controller/deployment/sync.go`.
  private static String of(PodFacts.Owner owner, Map<String, String> labels) {
    var end = "-" + labels.getOrDefault(HASH, "");
    var deployed = owner.kind().equals("ReplicaSet") && end.length() > 1;
    return deployed && owner.name().endsWith(end)
        ? "Deployment " + owner.name().substring(0, owner.name().length() - end.length())
        : owner.kind() + " " + owner.name();
  }
}
