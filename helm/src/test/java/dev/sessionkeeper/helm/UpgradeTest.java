package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// O14: what `helm upgrade` from the chart as it first was to the one of today makes of a release.
class UpgradeTest {
  private static final Path FIRST = Path.of("../e2e/cluster/src/test/charts/first");
  private static final List<HasMetadata> BEFORE =
      Chart.objectsIn(Chart.rendered(FIRST, "sessionkeeper", "sessionkeeper", ""));
  private static final List<HasMetadata> AFTER = Chart.objects("");

  /// Helm deletes what the new chart has no more, and policies' entries would go with it.
  @Test
  @DisplayName("O14 an upgrade keeps every object, and entries and certificate are nobody's")
  void everyObjectStaysAndEntriesAndCertificateAreNobodys() {
    assertThat(AFTER.stream().map(UpgradeTest::name))
        .containsAll(BEFORE.stream().map(UpgradeTest::name).toList());
    assertThat(all(AFTER, MutatingWebhookConfiguration.class))
        .hasSize(8)
        .allSatisfy(object -> assertThat(object.getWebhooks()).isNullOrEmpty());
    assertThat(all(AFTER, Secret.class))
        .allSatisfy(secret -> assertThat(secret.getData()).isNullOrEmpty());
  }

  /// A folder `crds` is installed once and never upgraded; a template is both.
  @Test
  @DisplayName("O14 the definition is upgraded with the release, and kept when it goes")
  void theDefinitionIsUpgradedAndKept() {
    var definition = definition(AFTER);

    assertThat(Files.exists(Chart.FOLDER.resolve("crds"))).isFalse();
    assertThat(definition.getSpec()).isNotEqualTo(definition(BEFORE).getSpec());
    assertThat(definition.getMetadata().getAnnotations())
        .containsEntry("helm.sh/resource-policy", "keep");
  }

  @Test
  @DisplayName("O14 policies of the first definition are served, stored and valid under today's")
  void policiesOfTheFirstDefinitionAreValidUnderTodays() {
    var before = version(definition(BEFORE));
    var after = version(definition(AFTER));

    assertThat(after.getName()).isEqualTo(before.getName());
    assertThat(after.getServed()).isTrue();
    assertThat(after.getStorage()).isTrue();
    assertThat(narrowed(spec(before), spec(after), "spec")).isEmpty();
  }

  /// A hook that fails stops an upgrade half-way, and one that hangs blocks it.
  @Test
  @DisplayName("O14 nothing but helm test runs as a hook")
  void nothingButTheTestRunsAsAHook() throws IOException {
    try (Stream<Path> files = Files.walk(Chart.FOLDER.resolve("templates"))) {
      var hooks =
          files
              .filter(Files::isRegularFile)
              .flatMap(UpgradeTest::lines)
              .filter(line -> line.contains("helm.sh/hook\"") || line.contains("helm.sh/hook:"))
              .map(line -> line.replaceAll(".*: *", ""))
              .toList();

      assertThat(hooks).isNotEmpty().containsOnly("test");
    }
  }

  /// What cannot be changed of a Deployment makes an upgrade fail; a new pod comes before the old
  /// one goes, so that reviews are answered meanwhile.
  @Test
  @DisplayName("O14 the Deployment can be upgraded while reviews are answered")
  void theDeploymentCanBeUpgradedWhileReviewsAreAnswered() {
    var before = all(BEFORE, Deployment.class).getFirst().getSpec();
    var after = all(AFTER, Deployment.class).getFirst().getSpec();

    assertThat(after.getSelector()).isEqualTo(before.getSelector());
    assertThat(after.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
  }

  /// Where a value of before may be refused now.
  private static List<String> narrowed(JSONSchemaProps before, JSONSchemaProps after, String path) {
    var found = new ArrayList<String>();
    if (!Objects.equals(before.getType(), after.getType())) {
      found.add(path + ": another type");
    }
    if (after.getEnum() != null && !after.getEnum().containsAll(list(before.getEnum()))) {
      found.add(path + ": fewer values");
    }
    if (shorter(before.getMaxLength(), after.getMaxLength())
        || shorter(before.getMaxItems(), after.getMaxItems())
        || shorter(before.getMaxProperties(), after.getMaxProperties())) {
      found.add(path + ": shorter");
    }
    list(after.getRequired()).stream()
        .filter(name -> !list(before.getRequired()).contains(name))
        .filter(
            name ->
                Optional.ofNullable(members(after).get(name))
                    .map(JSONSchemaProps::getDefault)
                    .isEmpty())
        .forEach(name -> found.add(path + "." + name + ": required now"));
    members(before)
        .forEach(
            (name, member) ->
                Optional.ofNullable(members(after).get(name))
                    .ifPresentOrElse(
                        now -> found.addAll(narrowed(member, now, path + "." + name)),
                        () -> found.add(path + "." + name + ": gone")));
    if (before.getItems() != null) {
      found.addAll(
          narrowed(before.getItems().getSchema(), after.getItems().getSchema(), path + "[]"));
    }
    return found;
  }

  private static boolean shorter(@Nullable Long before, @Nullable Long after) {
    return after != null && (before == null || after < before);
  }

  private static Map<String, JSONSchemaProps> members(JSONSchemaProps schema) {
    var properties = schema.getProperties();
    return properties == null ? Map.of() : properties;
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static JSONSchemaProps spec(CustomResourceDefinitionVersion version) {
    return Objects.requireNonNull(
        version.getSchema().getOpenAPIV3Schema().getProperties().get("spec"));
  }

  private static CustomResourceDefinitionVersion version(CustomResourceDefinition definition) {
    assertThat(definition.getSpec().getVersions()).hasSize(1);
    return definition.getSpec().getVersions().getFirst();
  }

  private static CustomResourceDefinition definition(List<HasMetadata> objects) {
    return all(objects, CustomResourceDefinition.class).getFirst();
  }

  private static <T extends HasMetadata> List<T> all(List<HasMetadata> objects, Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static String name(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
