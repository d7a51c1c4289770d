package dev.sessionkeeper.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.injection.Injection;
import dev.sessionkeeper.operator.injection.Takeover;
import dev.sessionkeeper.operator.policy.Selector.Expression;
import dev.sessionkeeper.operator.policy.Selector.Operator;
import dev.sessionkeeper.policy.SessionPolicySpec;
import dev.sessionkeeper.policy.manifest.PolicyReader;
import dev.sessionkeeper.policy.manifest.PolicyReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Manifests as the API server hands them over: with the defaults of the schema.
class PolicyTermsTest {
  private static final OperatorDefaults DEFAULTS =
      new OperatorDefaults(
          "mirror/sidecar:1",
          "mirror/redirect:1",
          "Always",
          "sessionkeeper-operator 1",
          Injection.Kind.NATIVE);
  private static final Injection.SecretKey PUBLISHABLE =
      new Injection.SecretKey("supabase", "publishable-key");

  @Test
  void aPolicyThatSaysLittleIsInjectedAsTheOperatorWasInstalled() {
    var injection = injection("traffic: {port: 3000}");

    assertThat(injection)
        .isEqualTo(
            new Injection(
                "web",
                "sessionkeeper-operator 1",
                new Injection.Sidecar(
                    "mirror/sidecar:1",
                    "IfNotPresent",
                    Map.of("cpu", "25m", "memory", "96Mi"),
                    Map.of("memory", "192Mi")),
                new Takeover.MoveApp(3000, 13000, "PORT", Optional.empty()),
                "",
                "sessionkeeper-web",
                List.of(PUBLISHABLE),
                Injection.Kind.NATIVE));
  }

  @ParameterizedTest
  @CsvSource({"1, 10001", "55535, 65535", "55536, 45536", "65535, 55535"})
  void theApplicationIsMovedToAPortThatThereIs(int port, int moved) {
    assertThat(injection("traffic: {port: %d}".formatted(port)).takeover())
        .isEqualTo(new Takeover.MoveApp(port, moved, "PORT", Optional.empty()));
  }

  @Test
  void theVariablesOfPortAndAddressAreThoseOfThePolicy() {
    var traffic = "traffic: {port: 8080, portVariable: SERVER_PORT, bindVariable: SERVER_ADDRESS}";

    assertThat(injection(traffic).takeover())
        .isEqualTo(
            new Takeover.MoveApp(
                8080,
                18080,
                "SERVER_PORT",
                Optional.of(new Takeover.Variable("SERVER_ADDRESS", "127.0.0.1"))));
  }

  @Test
  void redirectTakesImageAndPullPolicyOfTheOperator() {
    assertThat(injection("traffic: {port: 3000, takeover: Redirect}").takeover())
        .isEqualTo(new Takeover.Redirect(3000, 9181, "mirror/redirect:1", "Always"));
  }

  @Test
  void manualListensBesideTheApplication() {
    assertThat(injection("traffic: {port: 3000, takeover: Manual}").takeover())
        .isEqualTo(new Takeover.Manual(3000, 9181));
  }

  @Test
  void whatThePolicySaysOfItsSidecarGoesFirst() {
    var injection =
        injection(
            """
            traffic: {port: 3000, container: app}
            sidecar:
              image: mirror/sidecar:next
              native: Never
              resources: {requests: {cpu: 100m}, limits: {memory: 1Gi}}
            """);

    assertThat(injection.sidecar())
        .isEqualTo(
            new Injection.Sidecar(
                "mirror/sidecar:next",
                "IfNotPresent",
                Map.of("cpu", "100m"),
                Map.of("memory", "1Gi")));
    assertThat(injection.kind()).isEqualTo(Injection.Kind.ORDINARY);
    assertThat(injection.appContainer()).isEqualTo("app");
  }

  @ParameterizedTest
  @CsvSource({"Always", "IfNotPresent", "Never"})
  void theImageIsPulledAsThePolicySays(String pullPolicy) {
    var sidecar = "traffic: {port: 3000}\nsidecar: {imagePullPolicy: %s}".formatted(pullPolicy);

    assertThat(injection(sidecar).sidecar().pullPolicy()).isEqualTo(pullPolicy);
  }

  @Test
  void anotherSecretIsMountedWhereTokensAreVerifiedWithIt() {
    var verify =
        "traffic: {port: 3000}\nverify: {mode: Secret, jwtSecret: {name: jwt, key: hs256}}";

    assertThat(injection(verify).secrets())
        .containsExactly(PUBLISHABLE, new Injection.SecretKey("jwt", "hs256"));
  }

  @Test
  void theSecretsOfASharedStoreAreMounted() {
    var store =
        """
        traffic: {port: 3000}
        refresh:
          sharedStore:
            addresses: ["redis.shop:6379"]
            encryptionKeys: {name: sessions, key: keys}
            password: {name: redis, key: password}
            ca: {name: redis, key: ca.crt}
        """;

    assertThat(injection(store).secrets())
        .containsExactly(
            PUBLISHABLE,
            new Injection.SecretKey("sessions", "keys"),
            new Injection.SecretKey("redis", "password"),
            new Injection.SecretKey("redis", "ca.crt"));
  }

  @Test
  void aSharedStoreWithoutPasswordMountsItsKeysAlone() {
    var store =
        """
        traffic: {port: 3000}
        refresh:
          sharedStore:
            addresses: ["redis.shop:6379"]
            encryptionKeys: {name: sessions, key: keys}
            tls: false
        """;

    assertThat(injection(store).secrets())
        .containsExactly(PUBLISHABLE, new Injection.SecretKey("sessions", "keys"));
  }

  @Test
  void everyOperatorOfASelectorIsThatOfKubernetes() {
    var selector =
        """
        matchLabels: {app: web}
        matchExpressions:
          - {key: stage, operator: In, values: [prod, test]}
          - {key: stage, operator: NotIn, values: [dev]}
          - {key: team, operator: Exists}
          - {key: batch, operator: DoesNotExist}
        """;

    assertThat(PolicyTerms.selector(spec(selector, "traffic: {port: 3000}").selector()))
        .isEqualTo(
            new Selector(
                Map.of("app", "web"),
                List.of(
                    new Expression("stage", Operator.IN, List.of("prod", "test")),
                    new Expression("stage", Operator.NOT_IN, List.of("dev")),
                    new Expression("team", Operator.EXISTS, List.of()),
                    new Expression("batch", Operator.DOES_NOT_EXIST, List.of()))));
  }

  @Test
  void theConfigMapOfTheLongestNameHasANameThatKubernetesTakes() {
    assertThat(PolicyTerms.configMapName("p".repeat(239))).hasSize(253).endsWith("p");
    assertThat(PolicyTerms.configMapName("p".repeat(240))).hasSize(253);
    assertThat(PolicyTerms.configMapName("web")).isEqualTo("sessionkeeper-web");
  }

  private static Injection injection(String members) {
    return PolicyTerms.injection("web", spec("matchLabels: {app: web}", members), DEFAULTS);
  }

  private static SessionPolicySpec spec(String selector, String members) {
    var manifest =
        """
        apiVersion: sessionkeeper.dev/v1alpha1
        kind: SessionPolicy
        metadata: {name: web, namespace: shop}
        spec:
          selector:
        %s
          supabase:
            url: https://abcdefghijklmnopqrst.supabase.co
            publishableKey: {name: supabase, key: publishable-key}
        %s
        """
            .formatted(selector.strip().indent(4), members.strip().indent(2));
    return switch (PolicyReader.read(manifest)) {
      case PolicyReading.Valid valid -> PolicyReader.typed(valid);
      case PolicyReading.Invalid(var problems) -> throw new AssertionError(problems);
    };
  }
}
