package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the operator may do; the goldens are the list that a security review reads.
class RightsTest {
  private static final Path RIGHTS = Path.of("src/test/resources/rights");

  static List<String> valueSets() {
    return ValueSets.names();
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void rightsAreThoseThatWereRead(String values) throws IOException {
    Golden.assertEqual(RIGHTS.resolve(values + ".txt"), rights(values));
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void noSecretButItsOwnCertificate(String values) {
    var rules = rules(values).filter(rule -> rule.getResources().contains("secrets")).toList();

    assertThat(rules).hasSize(1);
    assertThat(rules.getFirst().getResourceNames()).hasSize(1);
    assertThat(rules.getFirst().getVerbs()).doesNotContain("list", "watch", "create", "delete");
  }

  /// What cannot be created cannot come back after an uninstall.
  @ParameterizedTest(name = "O14 webhook objects are changed by name and never created: {0}")
  @MethodSource("valueSets")
  void webhookObjectsAreChangedByNameAndNeverCreated(String values) {
    var rules =
        rules(values)
            .filter(rule -> rule.getResources().contains("mutatingwebhookconfigurations"))
            .toList();

    assertThat(rules).hasSize(1);
    assertThat(rules.getFirst().getResourceNames()).hasSize(8);
    assertThat(rules.getFirst().getVerbs()).containsExactly("get", "patch");
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void nothingIsGrantedWholesale(String values) {
    assertThat(rules(values))
        .allSatisfy(
            rule ->
                assertThat(
                        Stream.of(rule.getVerbs(), rule.getResources(), rule.getApiGroups())
                            .flatMap(List::stream))
                    .doesNotContain("*", "escalate", "bind", "impersonate"));
  }

  @Test
  void namedNamespacesGetRolesAndTheClusterGetsWebhookObjectsAlone() {
    var clusterWide = Chart.all(ClusterRole.class, ValueSets.named("namespaces"));

    assertThat(clusterWide).hasSize(1);
    assertThat(clusterWide.getFirst().getRules())
        .allSatisfy(rule -> assertThat(rule.getResourceNames()).isNotEmpty());
    assertThat(Chart.all(Role.class, ValueSets.named("namespaces")))
        .extracting(role -> role.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("sessionkeeper", "shop", "blog");
  }

  private static Stream<PolicyRule> rules(String values) {
    return Chart.objects(ValueSets.named(values)).stream().flatMap(RightsTest::rulesOf);
  }

  private static Stream<PolicyRule> rulesOf(HasMetadata object) {
    return switch (object) {
      case ClusterRole role -> role.getRules().stream();
      case Role role -> role.getRules().stream();
      default -> Stream.of();
    };
  }

  private static String rights(String values) {
    return Chart.objects(ValueSets.named(values)).stream()
        .flatMap(object -> rulesOf(object).map(rule -> line(object, rule)))
        .sorted()
        .collect(Collectors.joining());
  }

  private static String line(HasMetadata role, PolicyRule rule) {
    var names = rule.getResourceNames().isEmpty() ? "" : " " + rule.getResourceNames();
    var metadata = role.getMetadata();
    var in = metadata.getNamespace() == null ? "cluster" : "namespace " + metadata.getNamespace();
    return "%s, %s: %s of %s%s%n"
        .formatted(in, metadata.getName(), rule.getVerbs(), resources(rule), names);
  }

  private static String resources(PolicyRule rule) {
    return rule.getApiGroups().stream()
        .flatMap(group -> rule.getResources().stream().map(resource -> dotted(resource, group)))
        .collect(Collectors.joining(", "));
  }

  private static String dotted(String resource, String group) {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
