package dev.sessionkeeper.operator.injection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// O9: pods that are fit for `restricted` stay so, whoever they run as.
class RestrictedPodsTest {
  private static final List<Takeover> UNPRIVILEGED =
      List.of(
          new Takeover.MoveApp(3000, 13_000, "PORT", Optional.empty()),
          new Takeover.MoveApp(
              3000, 13_000, "PORT", Optional.of(new Takeover.Variable("HOSTNAME", "127.0.0.1"))),
          new Takeover.Manual(3000, 9181));
  private static final Takeover REDIRECT =
      new Takeover.Redirect(3000, 9181, "sessionkeeper/redirect:1", "IfNotPresent");

  /// As an OpenShift namespace, a careful chart, and nobody at all says.
  private static final List<String> IDENTITIES =
      List.of(
          "{}",
          "{fsGroup: 2000}",
          "{runAsUser: 1000710000, fsGroup: 1000710000, supplementalGroups: [5]}",
          "{runAsUser: 1000, runAsGroup: 3000}",
          "{runAsNonRoot: true, runAsUser: 1, seccompProfile: {type: RuntimeDefault}}");

  static Stream<Arguments> pods() {
    return Stream.of(Injection.Kind.values())
        .flatMap(
            kind ->
                UNPRIVILEGED.stream()
                    .flatMap(
                        takeover ->
                            IDENTITIES.stream().map(who -> Arguments.of(who, kind, takeover))));
  }

  @ParameterizedTest(name = "O9 nothing that restricted demands is broken: {0} {1} {2}")
  @MethodSource("pods")
  void nothingThatRestrictedDemandsIsBroken(String who, Injection.Kind kind, Takeover takeover)
      throws IOException {
    assertThat(PodSecurity.broken(pod(who))).isEmpty();

    var pod = injected(pod(who), kind, takeover);

    assertThat(PodSecurity.broken(pod)).isEmpty();
    assertThat(sidecar(pod).getSecurityContext().getRunAsUser()).isNull();
  }

  /// What the container writes goes to a volume, and everybody may read what is mounted.
  @ParameterizedTest(name = "O9 the root is read-only, and any user can read: {0} {1} {2}")
  @MethodSource("pods")
  void theRootIsReadOnlyAndAnyUserCanRead(String who, Injection.Kind kind, Takeover takeover)
      throws IOException {
    var pod = injected(pod(who), kind, takeover);

    assertThat(sidecar(pod).getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(sidecar(pod).getVolumeMounts())
        .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
        .extracting(mount -> mount.getMountPath())
        .containsExactly("/tmp");
    assertThat(modes(pod)).hasSize(2).containsOnly(0444);
  }

  /// A user of the pod's that is root would contradict `runAsNonRoot`, and the pod never start.
  @Test
  @DisplayName("O9 in a pod of root the sidecar is another user")
  void inAPodOfRootTheSidecarIsAnotherUser() throws IOException {
    var pod = injected(pod("{runAsUser: 0}"), Injection.Kind.NATIVE, UNPRIVILEGED.getFirst());

    assertThat(PodSecurity.broken(pod)).noneMatch(one -> one.startsWith(Marks.CONTAINER + ":"));
  }

  /// So no level but `privileged` admits it, and the policy is not accepted under another.
  @Test
  @DisplayName("O9 Redirect needs root and NET_ADMIN in its init container, and nothing else")
  void redirectNeedsRootAndNetAdminAndNothingElse() throws IOException {
    var pod = injected(pod("{}"), Injection.Kind.NATIVE, REDIRECT);

    assertThat(PodSecurity.broken(pod))
        .containsExactlyInAnyOrder(
            "sessionkeeper-redirect: running as non-root",
            "sessionkeeper-redirect: running as non-root user",
            "sessionkeeper-redirect: capabilities to add");
    var redirect = named(pod, Marks.REDIRECT_CONTAINER).getSecurityContext();
    assertThat(redirect.getCapabilities().getAdd()).containsExactly("NET_ADMIN");
    assertThat(redirect.getReadOnlyRootFilesystem()).isTrue();
  }

  private static List<Integer> modes(Pod pod) {
    return pod.getSpec().getVolumes().stream()
        .flatMap(
            volume ->
                Stream.concat(
                    Stream.ofNullable(volume.getConfigMap()).map(one -> one.getDefaultMode()),
                    Stream.ofNullable(volume.getProjected()).map(one -> one.getDefaultMode())))
        .toList();
  }

  private static Container sidecar(Pod pod) {
    return named(pod, Marks.CONTAINER);
  }

  private static Container named(Pod pod, String name) {
    return PodSecurity.containers(pod)
        .filter(one -> one.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Pod injected(Pod pod, Injection.Kind kind, Takeover takeover) {
    var injection =
        new Injection(
            "web",
            "sessionkeeper-operator 1",
            new Injection.Sidecar(
                "sessionkeeper/sidecar:1", "IfNotPresent", Map.of("cpu", "25m"), Map.of()),
            takeover,
            "",
            "sessionkeeper-web",
            List.of(new Injection.SecretKey("supabase", "publishable-key")),
            kind);
    return switch (InjectionDecision.of(pod, injection)) {
      case InjectionDecision.Inject(_, var after) -> after;
      case InjectionDecision other -> throw new AssertionError(other);
    };
  }

  /// Fit for `restricted` by what its container says.
  private static Pod pod(String securityContext) throws IOException {
    return InjectionCase.YAML.readValue(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec:
          securityContext: %s
          containers:
            - name: app
              image: shop/web:1
              ports: [{containerPort: 3000}]
              securityContext:
                runAsNonRoot: true
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                seccompProfile: {type: RuntimeDefault}
        """
            .formatted(securityContext),
        Pod.class);
  }
}
