package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wrong values end an installation before it begins, and the message names the place.
class RefusedValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          replicas: 3                                         | additional properties 'replicas' not allowed
          operator: {replica: 3}                              | additional properties 'replica' not allowed
          operator: {replicas: 0}                             | /operator/replicas
          operator: {replicas: "2"}                           | /operator/replicas
          operator: {logLevel: trace}                         | 'error', 'warn', 'info', 'debug'
          operator: {watchNamespaces: shop}                   | /operator/watchNamespaces
          operator: {watchNamespaces: [Shop]}                 | /operator/watchNamespaces/0
          operator: {terminationGracePeriodSeconds: 19}       | /operator/terminationGracePeriodSeconds
          fullnameOverride: session.keeper                    | /fullnameOverride
          fullnameOverride: 4keeper                           | /fullnameOverride
          nameOverride: Session keeper                        | /nameOverride
          webhook: {certificates: {issuerRef: {kind: Issuer}}} | /webhook/certificates/issuerRef
          image: {pullPolicy: Sometimes}                      | 'Always', 'IfNotPresent', 'Never'
          image: {sidecar: {digest: "sha256:12"}}             | /image/sidecar/digest
          image: {sidecar: {repository: "sidecar:1.0"}}       | /image/sidecar/repository
          webhook: {port: 443}                                | /webhook/port
          webhook: {port: 8080}                               | /webhook/port
          webhook: {failurePolicy: Ignore}                    | additional properties 'failurePolicy' not allowed
          webhook: {annotations: {cert-manager.io/inject-ca-from: a/b}} | cert-manager.io/inject-ca-from
          webhook: {certificates: {mode: Helm}}               | 'Self', 'CertManager', 'Secret'
          networkPolicy: {apiServerPorts: [0]}                | /networkPolicy/apiServerPorts/0
          monitoring: {prometheusRule: {objectivePercent: 100}} | /monitoring/prometheusRule/objectivePercent
          monitoring: {prometheusRule: {runbookUrl: docs/}}   | /monitoring/prometheusRule/runbookUrl
          monitoring: {dashboards: {labelValue: 1}}           | /monitoring/dashboards/labelValue
          crds: {enabled: "no"}                               | /crds/enabled
          """)
  void wrongValueIsNamed(String values, String told) {
    assertThatThrownBy(() -> Chart.rendered(values)).hasMessageContaining(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          webhook: {certificates: {mode: Secret}}      | webhook.certificates.secretName: name the Secret
          monitoring: {prometheusRule: {enabled: true, disabled: [SessionkeeperNone]}} | no alert is named SessionkeeperNone
          operator: {serviceAccount: {create: false}}  | operator.serviceAccount.name: name an existing service account
          """)
  void missingValueIsNamed(String values, String told) {
    assertThatThrownBy(() -> Chart.rendered(values)).hasMessageContaining(told);
  }

  @Test
  void theRegistryOfASurroundingChartIsTakenWhereThereIsNoOther() {
    var surrounding = "global: {imageRegistry: registry.example.com, other: 1}";

    assertThat(Chart.rendered(surrounding)).contains("registry.example.com/sessionkeeper/sidecar:");
    assertThat(Chart.rendered(surrounding + "\nimage: {registry: nearer.example.com}"))
        .contains("nearer.example.com/sessionkeeper/sidecar:")
        .doesNotContain("registry.example.com");
  }

  /// Two pods of a node cannot have its ports at once, and an upgrade would wait for ever.
  @Test
  void onTheNetworkOfNodesAPodGoesBeforeTheNextComes() {
    assertThat(Chart.rendered("webhook: {hostNetwork: true}")).contains("maxUnavailable: 1");
    assertThat(Chart.rendered("{}")).contains("maxUnavailable: 0");
  }
}
