package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.junit.jupiter.api.Test;

class OperatorPodTest {

  @Test
  void fitsTheRestrictedPodSecurityStandard() {
    var pod = pod("");
    var container = pod.getContainers().getFirst().getSecurityContext();

    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(container.getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getReadOnlyRootFilesystem()).isTrue();
  }

  /// OpenShift gives each namespace a range of its own.
  @Test
  void asksForNoUserOfItsOwn() {
    assertThat(pod("").getSecurityContext().getRunAsUser()).isNull();
    assertThat(pod("").getContainers().getFirst().getSecurityContext().getRunAsUser()).isNull();
  }

  @Test
  void isNeverInjectedItself() {
    assertThat(deployment("").getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry("sessionkeeper.dev/inject", "false");
  }

  @Test
  void anUpdateKeepsAllReplicasAnswering() {
    var update = deployment("").getSpec().getStrategy().getRollingUpdate();

    assertThat(update.getMaxUnavailable().getIntVal()).isZero();
    assertThat(update.getMaxSurge().getIntVal()).isEqualTo(1);
  }

  @Test
  void budgetOfOneReplicaWouldKeepItsNodeForEver() {
    assertThat(Chart.all(PodDisruptionBudget.class, "")).hasSize(1);
    assertThat(Chart.all(PodDisruptionBudget.class, "operator: {replicas: 1}")).isEmpty();
  }

  @Test
  void imagesFollowRegistryTagAndDigest() {
    var values =
        """
        image:
          registry: registry.example.com/mirror
          operator: {digest: "sha256:%s"}
          sidecar: {tag: "1.2.3"}
        """
            .formatted("0".repeat(64));
    var container = pod(values).getContainers().getFirst();

    assertThat(container.getImage())
        .isEqualTo("registry.example.com/mirror/sessionkeeper/operator@sha256:" + "0".repeat(64));
    assertThat(container.getArgs())
        .contains("--sidecar-image=registry.example.com/mirror/sessionkeeper/sidecar:1.2.3")
        .contains(
            "--redirect-image=registry.example.com/mirror/sessionkeeper/redirect:0.1.0-SNAPSHOT");
  }

  private static Deployment deployment(String values) {
    return Chart.only(Deployment.class, values);
  }

  private static PodSpec pod(String values) {
    return deployment(values).getSpec().getTemplate().getSpec();
  }
}
