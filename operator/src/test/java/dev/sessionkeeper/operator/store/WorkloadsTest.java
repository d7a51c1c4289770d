package dev.sessionkeeper.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.apiserver.BarePods;
import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.PodReader;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The operator may patch pods and what makes them, and may not read the latter: one call each.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkloadsTest {
  private static final String APPS = "/apis/apps/v1/namespaces/shop/";

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final KubernetesClient client = api.client();
  private final Workloads workloads = new Workloads(client);

  @AfterEach
  void close() {
    client.close();
    vertx.close().await();
  }

  @Test
  void aPodIsHurriedByOnePatch() {
    workloads.hurry(pod("web-1"), 7);

    assertThat(api.takeCalls()).containsExactly("PATCH /api/v1/namespaces/shop/pods/web-1");
    var meta = api.get("/api/v1/namespaces/shop/pods/web-1").getJsonObject("metadata");
    assertThat(meta.getString("uid")).isEqualTo("uid-of-web-1");
    assertThat(meta.getJsonObject("annotations").getMap())
        .containsOnly(Map.entry("sessionkeeper.dev/config-generation", "7"));
  }

  @ParameterizedTest
  @CsvSource({"StatefulSet, statefulsets", "DaemonSet, daemonsets"})
  void aWorkloadIsRolledByOnePatchOfItsTemplate(String kind, String plural) {
    var told = workloads.roll("shop", owner(kind, "db"), "0123");

    assertThat(told).contains(new Workloads.Told(kind + " db", Optional.empty()));
    assertThat(api.takeCalls()).containsExactly("PATCH " + APPS + plural + "/db");
    assertThat(rolledFor(APPS + plural + "/db")).isEqualTo("0123");
  }

  @Test
  void aDeploymentIsFoundByItsReplicaSetAndNotRead() {
    api.put(APPS + "replicasets/web-5d4f", ownedBy("Deployment", "web"));

    var told = workloads.roll("shop", owner("ReplicaSet", "web-5d4f"), "0123");

    assertThat(told).contains(new Workloads.Told("Deployment web", Optional.empty()));
    assertThat(api.takeCalls())
        .containsExactly(
            "GET " + APPS + "replicasets/web-5d4f", "PATCH " + APPS + "deployments/web");
    assertThat(rolledFor(APPS + "deployments/web")).isEqualTo("0123");
  }

  /// The answer to the patch tells; nothing is read for it.
  @ParameterizedTest
  @CsvSource({
    "StatefulSet, statefulsets, '{\"updateStrategy\": {\"type\": \"OnDelete\"}}', OnDelete",
    "DaemonSet, daemonsets, '{\"updateStrategy\": {\"type\": \"OnDelete\"}}', delete its pods",
    "DaemonSet, daemonsets, '{\"updateStrategy\": {\"type\": \"RollingUpdate\"}}',",
  })
  void whatMakesPodsAnewOnlyWhenToldByPeopleSaysSo(
      String kind, String plural, String spec, String says) {
    api.put(APPS + plural + "/db", new JsonObject().put("spec", new JsonObject(spec)));
    api.takeCalls();

    var told = workloads.roll("shop", owner(kind, "db"), "0123").orElseThrow();

    assertThat(api.takeCalls()).containsExactly("PATCH " + APPS + plural + "/db");
    assertThat(told.held().orElse("")).contains(says == null ? "" : says);
    assertThat(told.held().isPresent()).isEqualTo(says != null);
  }

  @Test
  void aPausedDeploymentSaysSo() {
    api.put(APPS + "replicasets/web-5d4f", ownedBy("Deployment", "web"));
    var paused = new JsonObject().put("paused", true);
    api.put(APPS + "deployments/web", new JsonObject().put("spec", paused));

    var told = workloads.roll("shop", owner("ReplicaSet", "web-5d4f"), "0123");

    assertThat(told.flatMap(Workloads.Told::held))
        .hasValueSatisfying(why -> assertThat(why).startsWith("Deployment web is paused"));
  }

  @Test
  void whatNothingMakesAnewIsLeftAlone() {
    api.put(APPS + "replicasets/alone", new JsonObject().put("kind", "ReplicaSet"));
    api.put(APPS + "replicasets/other", ownedBy("Rollout", "web"));

    assertThat(workloads.roll("shop", owner("ReplicaSet", "alone"), "0123")).isEmpty();
    assertThat(workloads.roll("shop", owner("ReplicaSet", "other"), "0123")).isEmpty();
    assertThat(workloads.roll("shop", owner("ReplicaSet", "gone"), "0123")).isEmpty();
    assertThat(workloads.roll("shop", owner("Job", "once"), "0123")).isEmpty();
    assertThat(api.takeCalls()).noneMatch(call -> call.startsWith("PATCH"));
  }

  private String rolledFor(String path) {
    return api.get(path)
        .getJsonObject("spec")
        .getJsonObject("template")
        .getJsonObject("metadata")
        .getJsonObject("annotations")
        .getString("sessionkeeper.dev/rolled-for");
  }

  private static PodFacts pod(String name) {
    return new PodReader(new PolicyIndex()).read(BarePods.named(name));
  }

  private static PodFacts.Owner owner(String kind, String name) {
    return new PodFacts.Owner("apps/v1", kind, name, "uid-of-" + name);
  }

  private static JsonObject ownedBy(String kind, String name) {
    return new JsonObject(
        """
        {"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"ownerReferences":
          [{"apiVersion": "apps/v1", "kind": "%s", "name": "%s", "uid": "1", "controller": true}]}}
        """
            .formatted(kind, name));
  }
}
