package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The controls of the Pod Security Standard `restricted` that containers and volumes can break,
/// those of `baseline` among them. Source: kubernetes.io/docs/concepts/security/
/// pod-security-standards, of Kubernetes 1.34.
final class PodSecurity {
  private static final Set<String> SECCOMP = Set.of("RuntimeDefault", "Localhost");
  private static final Set<String> SELINUX_TYPES =
      Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");

  private PodSecurity() {}

  /// The controls that a pod breaks, each with the container or the volume that does.
  static List<String> broken(Pod pod) {
    return Stream.concat(
            pod.getSpec().getVolumes().stream()
                .filter(volume -> !allowed(volume))
                .map(volume -> volume.getName() + ": volume types"),
            containers(pod).flatMap(container -> broken(pod, container)))
        .toList();
  }

  static Stream<Container> containers(Pod pod) {
    return Stream.concat(
        pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream());
  }

  private static boolean allowed(Volume volume) {
    return Stream.of(
            volume.getConfigMap(),
            volume.getCsi(),
            volume.getDownwardAPI(),
            volume.getEmptyDir(),
            volume.getEphemeral(),
            volume.getPersistentVolumeClaim(),
            volume.getProjected(),
            volume.getSecret())
        .anyMatch(Objects::nonNull);
  }

  private static Stream<String> broken(Pod pod, Container container) {
    var context =
        Optional.ofNullable(container.getSecurityContext()).orElseGet(SecurityContext::new);
    var nonRoot = inherited(pod, context.getRunAsNonRoot(), PodSecurityContext::getRunAsNonRoot);
    var user = inherited(pod, context.getRunAsUser(), PodSecurityContext::getRunAsUser);
    var seccomp =
        inherited(pod, context.getSeccompProfile(), PodSecurityContext::getSeccompProfile)
            .map(SeccompProfile::getType);
    return Stream.of(
            control("privileged", !Boolean.TRUE.equals(context.getPrivileged())),
            control(
                "host ports", container.getPorts().stream().allMatch(p -> p.getHostPort() == null)),
            control("/proc mount", Set.of("", "Default").contains(text(context.getProcMount()))),
            control(
                "SELinux",
                context.getSeLinuxOptions() == null
                    || SELINUX_TYPES.contains(text(context.getSeLinuxOptions().getType()))),
            control("Windows host process", context.getWindowsOptions() == null),
            control(
                "privilege escalation",
                Boolean.FALSE.equals(context.getAllowPrivilegeEscalation())),
            control("running as non-root", nonRoot.orElse(false)),
            control("running as non-root user", user.filter(id -> id == 0).isEmpty()),
            control("seccomp", seccomp.filter(SECCOMP::contains).isPresent()),
            control("capabilities to drop", capabilities(context).getDrop().contains("ALL")),
            control(
                "capabilities to add",
                Set.of("NET_BIND_SERVICE").containsAll(capabilities(context).getAdd())))
        .flatMap(Optional::stream)
        .map(control -> container.getName() + ": " + control);
  }

  private static Optional<String> control(String name, boolean kept) {
    return kept ? Optional.empty() : Optional.of(name);
  }

  private static <T> Optional<T> inherited(
      Pod pod, @Nullable T own, Function<PodSecurityContext, @Nullable T> ofThePod) {
    return Optional.ofNullable(own)
        .or(() -> Optional.ofNullable(pod.getSpec().getSecurityContext()).map(ofThePod));
  }

  private static Capabilities capabilities(SecurityContext context) {
    return Optional.ofNullable(context.getCapabilities()).orElseGet(Capabilities::new);
  }

  private static String text(@Nullable String text) {
    return Optional.ofNullable(text).orElse("");
  }
}
