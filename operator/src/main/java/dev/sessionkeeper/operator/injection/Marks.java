package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/// The labels and annotations by which an injected pod tells what was done to it.
public final class Marks {
  /// On a pod: `false` keeps the injector away from it, whatever a policy selects.
  public static final String INJECT_LABEL = "sessionkeeper.dev/inject";

  /// On an injected pod; what monitors and the operator's own look-ups select by.
  public static final String INJECTED_LABEL = "sessionkeeper.dev/injected";

  /// The name of the policy that the pod was injected by.
  public static final String POLICY = "sessionkeeper.dev/policy";

  /// The program and version that injected the pod.
  public static final String INJECTED_BY = "sessionkeeper.dev/injected-by";

  /// What was changed, in words.
  public static final String CHANGES = "sessionkeeper.dev/changes";

  /// The hash of what was injected; another hash than the policy's means that the pod is outdated.
  public static final String SHAPE = "sessionkeeper.dev/shape";

  /// On a running pod: set by the operator, so that the kubelet projects a changed ConfigMap now.
  public static final String CONFIG_GENERATION = "sessionkeeper.dev/config-generation";

  /// On a pod template: set by the operator to roll pods whose shape is outdated.
  public static final String ROLLED_FOR = "sessionkeeper.dev/rolled-for";

  /// The name of the injected container.
  public static final String CONTAINER = "sessionkeeper";

  /// The name of the init container that redirects traffic.
  public static final String REDIRECT_CONTAINER = "sessionkeeper-redirect";

  /// The beginning of the names of injected volumes.
  static final String VOLUME_PREFIX = "sessionkeeper-";

  private Marks() {}

  /// The value of an annotation of an object.
  public static Optional<String> annotation(HasMetadata object, String name) {
    return valueOf(object.getMetadata().getAnnotations(), name);
  }

  /// The value of a label of an object.
  public static Optional<String> label(HasMetadata object, String name) {
    return valueOf(object.getMetadata().getLabels(), name);
  }

  /// The JDK's clients may leave absent maps null.
  private static Optional<String> valueOf(Map<String, String> map, String name) {
    return Optional.ofNullable(map).map(present -> present.get(name));
  }
}
