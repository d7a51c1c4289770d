package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import java.util.Optional;

/// The user that the sidecar runs as.
enum Identity {
  /// The image's own, or whatever the namespace hands out (arbitrary UIDs).
  OF_THE_IMAGE,
  /// A fixed one: the pod makes root the default, which would contradict `runAsNonRoot`.
  NOBODY;

  /// The user id of [#NOBODY], the same as the image's.
  static final long NOBODY_ID = 65_532;

  static Identity in(Pod pod) {
    var root =
        Optional.ofNullable(pod.getSpec().getSecurityContext())
            .map(PodSecurityContext::getRunAsUser)
            .filter(user -> user == 0);
    return root.isPresent() ? NOBODY : OF_THE_IMAGE;
  }
}
