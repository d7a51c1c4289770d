package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an installation says, and what `helm test` does.
class NotesTest {
  @TempDir private Path folder;

  @Test
  void notesTellTheNextSteps() throws IOException {
    assertThat(notes(""))
        .contains("is installed in the namespace sessionkeeper")
        .contains("kubectl rollout status deployment/sessionkeeper --namespace sessionkeeper")
        .contains("helm test sessionkeeper --namespace sessionkeeper")
        .contains("kubectl get sessionpolicies --namespace shop")
        .doesNotContain("replicas is 1");
  }

  /// Pods that are made before the operator knows the policy get no sidecar.
  @Test
  void notesRestartTheApplicationOnceThePolicyIsAccepted() throws IOException {
    assertThat(notes("{operator: {watchNamespaces: [blog]}}"))
        .containsSubsequence(
            "kubectl create secret generic supabase --namespace blog",
            "kubectl apply --filename",
            "metadata: {name: web, namespace: blog}",
            "kubectl wait --for=condition=Accepted sessionpolicy/web --namespace blog",
            "kubectl rollout restart deployment/web --namespace blog",
            "kubectl get sessionpolicies --namespace blog");
  }

  @Test
  void policyOfTheNotesIsAManifest() throws IOException {
    var notes = notes("");
    var policy =
        notes
            .substring(notes.indexOf("     apiVersion:"), notes.indexOf("     POLICY"))
            .stripIndent();

    var object = (GenericKubernetesResource) Chart.object(policy);

    assertThat(object.getKind()).isEqualTo("SessionPolicy");
    assertThat(object.<Integer>get("spec", "traffic", "port")).isEqualTo(3000);
  }

  @Test
  void notesWarnOfRiskyChoices() throws IOException {
    assertThat(notes("{operator: {replicas: 1}, crds: {keep: false}}"))
        .contains("NOTE: operator.replicas is 1")
        .contains("NOTE: crds.keep is false")
        .contains("NOTE: No alerts are installed");
  }

  @Test
  void testJobEndsWellOnlyWhereItWasInjected() throws IOException {
    var manifests = UnhookedChart.in(folder).rendered("");
    var job = only(Job.class, manifests);
    var pod = job.getSpec().getTemplate().getSpec();

    // The API server refuses a template that mounts what it does not declare.
    assertThat(pod.getContainers().getFirst().getVolumeMounts())
        .extracting("name")
        .containsExactly("sessionkeeper-config");
    assertThat(pod.getVolumes()).extracting("name").containsExactly("sessionkeeper-config");
    assertThat(manifests).doesNotContain("kind: ConfigMap\nmetadata:\n  name: sessionkeeper-test");
    // One that waits for a volume is not ended for two minutes; this one ends at once.
    assertThat(pod.getVolumes().getFirst().getConfigMap().getOptional()).isTrue();
    assertThat(pod.getContainers().getFirst().getArgs())
        .startsWith("explain", "--config", "/mnt/config/sidecar.json");
    assertThat(job.getSpec().getBackoffLimit()).isPositive();
  }

  /// The Job controller labels its pods with the name of the Job.
  @Test
  void testPolicySelectsTheTestJob() throws IOException {
    var manifests = UnhookedChart.in(folder).rendered(ValueSets.named("namespaces"));
    var job = only(Job.class, manifests);
    var policy = only(GenericKubernetesResource.class, manifests);

    assertThat(policy.<String>get("spec", "selector", "matchLabels", "job-name"))
        .isEqualTo(job.getMetadata().getName());
    assertThat(policy.getMetadata().getNamespace()).isEqualTo("shop");
    assertThat(job.getMetadata().getNamespace()).isEqualTo("shop");
  }

  private String notes(String values) throws IOException {
    return Chart.objectsIn(UnhookedChart.in(folder).rendered(values)).stream()
        .filter(object -> object.getMetadata().getName().equals("the-notes"))
        .map(object -> ((ConfigMap) object).getData().get("notes"))
        .findFirst()
        .orElseThrow();
  }

  private static <T> T only(Class<T> kind, String manifests) {
    return Chart.objectsIn(manifests).stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(object -> !object.toString().contains("PodMonitor"))
        .findFirst()
        .orElseThrow();
  }
}
