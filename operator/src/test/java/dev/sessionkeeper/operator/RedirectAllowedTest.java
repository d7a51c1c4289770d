package dev.sessionkeeper.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.apiserver.SomeCluster;
import dev.sessionkeeper.operator.policy.Terms;
import dev.sessionkeeper.operator.store.ConfigMaps;
import dev.sessionkeeper.operator.store.TermsSource;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// O9: `Redirect` in a namespace that tells a Pod Security level.
class RedirectAllowedTest {
  private static final String NAMESPACE = "/api/v1/namespaces/shop-0";

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final KubernetesClient client = api.client();

  @AfterEach
  void close() {
    client.close();
    vertx.close().await();
  }

  @ParameterizedTest(name = "O9 Redirect is refused with the ways out under {0}")
  @ValueSource(strings = {"restricted", "baseline"})
  void redirectIsRefusedWithTheWaysOut(String level) {
    label("enforce", level);

    assertThat(terms("Redirect"))
        .isInstanceOfSatisfying(
            Terms.Unaccepted.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo("RedirectNotAllowed");
              assertThat(refused.message())
                  .contains("NET_ADMIN", level, "namespace shop-0", "MoveApp or Manual");
            });
    assertThat(terms("MoveApp")).isInstanceOf(Terms.Accepted.class);
    assertThat(terms("Manual")).isInstanceOf(Terms.Accepted.class);
  }

  @Test
  void redirectIsAcceptedWherePodSecurityAllowsItOrSaysNothing() {
    label("enforce", "privileged");
    assertThat(terms("Redirect")).isInstanceOf(Terms.Accepted.class);

    // Warnings and audits keep no pod from being created.
    label("warn", "restricted");
    assertThat(terms("Redirect")).isInstanceOf(Terms.Accepted.class);
  }

  private void label(String mode, String level) {
    var labels = new JsonObject().put("pod-security.kubernetes.io/" + mode, level);
    api.put(NAMESPACE, new JsonObject().put("metadata", new JsonObject().put("labels", labels)));
  }

  private Terms terms(String takeover) {
    var object = SomeCluster.policy(0);
    object.getJsonObject("spec").getJsonObject("traffic").put("takeover", takeover);
    object.getJsonObject("metadata").put("name", "web").put("namespace", "shop-0");
    var policy =
        client.getKubernetesSerialization().unmarshal(object.encode(), SessionPolicy.class);
    return new TermsSource(
            client, OtherReplica.DEFAULTS, new PolicyRendering(), new ConfigMaps(client))
        .read(policy)
        .policy()
        .terms();
  }
}
