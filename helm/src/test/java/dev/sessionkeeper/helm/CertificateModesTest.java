package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who makes the webhook's certificate: all that the chart says of it has to fit together.
class CertificateModesTest {
  private static final String CERT_MANAGER = "webhook: {certificates: {mode: CertManager}}";
  private static final String GIVEN_ISSUER =
      """
      fullnameOverride: keeper
      webhook: {certificates: {mode: CertManager, issuerRef: {name: corporate, kind: ClusterIssuer, group: cert-manager.io}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                              | own      | get update patch",
        "webhook: {certificates: {mode: CertManager}}                    | external | get",
        "webhook: {certificates: {mode: Secret, secretName: theirs}}     | external | get",
      })
  void theOperatorReadsTheSecretAndWritesItsOwnAlone(String values, String mode, String verbs) {
    var objects = Chart.objects(values);

    assertThat(arguments(objects)).contains("--certificates=" + mode);
    assertThat(secretRights(objects).getVerbs()).containsExactly(verbs.split(" "));
    assertThat(arguments(objects))
        .contains("--certificate-secret=" + secretRights(objects).getResourceNames().getFirst());
    assertThat(objects.stream().anyMatch(Secret.class::isInstance)).isEqualTo(mode.equals("own"));
  }

  /// The names that the API server calls the Service by, and the Secret that the operator reads.
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void theCertificateIsOfTheServiceAndInTheSecretThatIsRead(boolean ofTheRelease) {
    var objects = Chart.objects(ofTheRelease ? CERT_MANAGER : GIVEN_ISSUER);
    var service = only(objects, Service.class).getMetadata();
    var certificate = certManagers(objects, "Certificate", "-webhook").getFirst();

    assertThat(certificate.<List<String>>get("spec", "dnsNames"))
        .contains(service.getName() + "." + service.getNamespace() + ".svc");
    assertThat(arguments(objects)).contains("--webhook-service=" + service.getName());
    assertThat(arguments(objects))
        .contains("--certificate-secret=" + certificate.<String>get("spec", "secretName"));
  }

  @Test
  void theIssuerIsOneOfTheReleaseOrTheGivenOne() {
    var own = Chart.objects(CERT_MANAGER);
    var given = Chart.objects(GIVEN_ISSUER);

    var certificate = certManagers(own, "Certificate", "-webhook").getFirst();
    var authority = certManagers(own, "Certificate", "-ca").getFirst();
    var issuer = certManagers(own, "Issuer", "-ca").getFirst();
    assertThat(certificate.<String>get("spec", "issuerRef", "name"))
        .isEqualTo(issuer.getMetadata().getName());
    assertThat(issuer.<String>get("spec", "ca", "secretName"))
        .isEqualTo(authority.<String>get("spec", "secretName"));
    assertThat(certManagers(given, "Issuer", "")).isEmpty();
    assertThat(certManagers(given, "Certificate", ""))
        .singleElement()
        .satisfies(
            one -> assertThat(one.<String>get("spec", "issuerRef", "name")).isEqualTo("corporate"));
  }

  /// The operator publishes the authority, with the one before it. The injector of cert-manager
  /// knows one authority, and would take the other away.
  @Test
  void nobodyElseIsAskedToWriteTheBundle() {
    assertThat(all(Chart.objects(CERT_MANAGER), MutatingWebhookConfiguration.class))
        .hasSize(8)
        .allSatisfy(
            object ->
                assertThat(object.getMetadata().getAnnotations())
                    .satisfiesAnyOf(
                        none -> assertThat(none).isNullOrEmpty(),
                        some ->
                            assertThat(some.keySet())
                                .noneMatch(key -> key.startsWith("cert-manager.io/inject"))));
  }

  private static PolicyRule secretRights(List<HasMetadata> objects) {
    return all(objects, Role.class).stream()
        .flatMap(role -> role.getRules().stream())
        .filter(rule -> rule.getResources().contains("secrets"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> arguments(List<HasMetadata> objects) {
    return only(objects, Deployment.class)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getArgs();
  }

  private static List<GenericKubernetesResource> certManagers(
      List<HasMetadata> objects, String kind, String end) {
    return all(objects, GenericKubernetesResource.class).stream()
        .filter(one -> one.getApiVersion().equals("cert-manager.io/v1"))
        .filter(one -> one.getKind().equals(kind))
        .filter(one -> one.getMetadata().getName().endsWith(end))
        .toList();
  }

  private static <T extends HasMetadata> T only(List<HasMetadata> objects, Class<T> kind) {
    return all(objects, kind).getFirst();
  }

  private static <T extends HasMetadata> List<T> all(List<HasMetadata> objects, Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
