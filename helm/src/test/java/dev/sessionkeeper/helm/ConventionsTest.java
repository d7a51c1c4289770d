package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Names, labels and what nobody but the operator writes.
class ConventionsTest {
  private static final int LABEL_LENGTH = 63;

  static List<String> valueSets() {
    return ValueSets.names();
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void everyObjectHasTheRecommendedLabels(String values) {
    for (var object : Chart.objects(ValueSets.named(values))) {
      if (ours(object)) {
        assertThat(object.getMetadata().getLabels())
            .as(object.getKind() + " " + object.getMetadata().getName())
            .containsEntry("app.kubernetes.io/name", "sessionkeeper")
            .containsEntry("app.kubernetes.io/instance", "sessionkeeper")
            .containsEntry("app.kubernetes.io/part-of", "sessionkeeper")
            .containsEntry("app.kubernetes.io/managed-by", "Helm")
            .containsKeys("app.kubernetes.io/version", "helm.sh/chart");
      }
    }
  }

  @Test
  void longNamesStayWithinALabel() {
    var release = "a-name-of-a-release-that-is-as-long-as-helm-allows-it";

    var objects = Chart.objectsIn(Chart.rendered(release, "shop", ValueSets.named("everything")));

    assertThat(objects)
        .filteredOn(ConventionsTest::ours)
        .allSatisfy(
            object -> {
              if (object.getMetadata().getNamespace() != null) {
                assertThat(object.getMetadata().getName()).hasSizeLessThanOrEqualTo(LABEL_LENGTH);
              }
              assertThat(object.getMetadata().getLabels().values())
                  .allSatisfy(v -> assertThat(v).hasSizeLessThanOrEqualTo(LABEL_LENGTH));
            });
  }

  /// Two releases of one name in two namespaces share nothing that is for the whole cluster.
  @Test
  void clusterWideNamesTellTheNamespace() {
    var one = webhookNames(Chart.rendered("keeper", "one", ""));
    var two = webhookNames(Chart.rendered("keeper", "two", ""));

    assertThat(one).doesNotContainAnyElementsOf(two).hasSize(8);
  }

  /// Helm and GitOps tools own what a manifest names; an upgrade must not take entries away.
  @Test
  void webhookObjectsLeaveTheirEntriesToTheOperator() {
    assertThat(Chart.rendered("")).doesNotContain("webhooks:");
  }

  @Test
  void certificateSecretLeavesItsDataToTheOperator() {
    var secret = Chart.only(Secret.class, "");

    assertThat(secret.getData()).isNullOrEmpty();
    assertThat(secret.getStringData()).isNullOrEmpty();
  }

  private static boolean ours(HasMetadata object) {
    return !Set.of("sessionkeeper-extra", "sessionkeeper-more").contains(name(object))
        && !name(object).startsWith("a-name-of-a-release-that-is-as-long-as-helm-allows-it-");
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  private static List<String> webhookNames(String manifests) {
    return Chart.objectsIn(manifests).stream()
        .filter(MutatingWebhookConfiguration.class::isInstance)
        .map(ConventionsTest::name)
        .toList();
  }
}
