package dev.sessionkeeper.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.apiserver.SomeCluster;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.RefusedPod;
import dev.sessionkeeper.operator.policy.Terms;
import dev.sessionkeeper.operator.store.ConfigMaps;
import dev.sessionkeeper.operator.store.Rendering;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a replica that does not lead takes from the statuses that the leader writes.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterWatchTest {
  private static final String NAMESPACE = "/api/v1/namespaces/shop-0";
  private static final String CONFIG_MAP = NAMESPACE + "/configmaps/sessionkeeper-policy-0";
  private static final PolicyKey KEY = new PolicyKey("shop-0", "policy-0");

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final List<String> rendered = new CopyOnWriteArrayList<>();
  private final OtherReplica replica = new OtherReplica(api.url(), rendered);
  private final SomeCluster cluster = new SomeCluster(1, 0, 0);

  @BeforeEach
  void fill() {
    cluster.fill(api);
    api.put(cluster.policyPath(0), policy());
    label("privileged");
    replica.start();
  }

  @AfterEach
  void close() {
    replica.close();
    vertx.close().await();
  }

  @Test
  void countsInAStatusAreNoReasonToRenderAPolicyAgain() {
    tell("Accepted", status -> status.put("observedGeneration", 1));
    await().until(() -> rendered.size() == 2);

    tell("Accepted", status -> status.put("pods", counts(1)));
    tell("Accepted", status -> status.put("pods", counts(2)));
    edit();

    await().until(() -> rendered.size() > 2);
    assertThat(rendered).hasSize(3);
  }

  /// The leader asks for the namespace with each look at the policy, the others when it changed its
  /// mind.
  @Test
  void aNamespaceThatForbidsRedirectNowIsLearntFromTheLeader() {
    tell("Accepted", _ -> {});
    await().until(() -> rendered.size() == 2);
    assertThat(terms()).isInstanceOf(Terms.Accepted.class);
    label("restricted");

    tell("RedirectNotAllowed", _ -> {});

    await().until(() -> rendered.size() == 3);
    assertThat(replica.known().policies().all()).hasSize(1);
    edit();
    await().until(() -> rendered.size() == 4);
    assertThat(api.takeCalls()).filteredOn(("GET " + NAMESPACE)::equals).hasSize(4);
  }

  @Test
  void aNamespaceThatAllowsRedirectNowIsLearntFromTheLeader() {
    label("baseline");
    api.put("/apis/sessionkeeper.dev/v1alpha1/namespaces/shop-0/sessionpolicies/late", policy());
    await().until(() -> rendered.contains("late"));
    await().until(() -> terms("late") instanceof Terms.Unaccepted);
    label("privileged");

    tell("late", "Accepted", _ -> {});

    await().until(() -> terms("late") instanceof Terms.Accepted);
  }

  /// Else its pods would be admitted without sidecar for good.
  @Test
  void aPolicyThatCannotBeJudgedIsKnownAndJudgedAgain() {
    api.refuse("GET", NAMESPACE);
    api.put("/apis/sessionkeeper.dev/v1alpha1/namespaces/shop-0/sessionpolicies/late", policy());
    await().until(() -> replica.known().policies().knows("shop-0", "late"));
    assertThat(terms("late"))
        .isInstanceOfSatisfying(
            Terms.Unaccepted.class, terms -> assertThat(terms.reason()).isEqualTo("Unknown"));
    api.takeBack("GET", NAMESPACE);

    tell("late", "Accepted", _ -> {});

    await().until(() -> terms("late") instanceof Terms.Accepted);
  }

  /// A pod of a policy that was edited badly is injected by an operator that started after it.
  @Test
  @DisplayName("O11 a bad edit before the start keeps the terms before it")
  void aBadEditBeforeTheStartKeepsTheTermsBeforeIt() {
    writeConfigMap();
    edit(9090);

    try (var started = new OtherReplica(api.url(), rendered)) {
      started.start();

      assertThat(terms(started, "policy-0"))
          .isInstanceOfSatisfying(
              Terms.Accepted.class,
              terms -> assertThat(terms.injection().takeover().port()).isEqualTo(3000));
    }
  }

  /// A policy that was deleted and came back under its name has accepted nothing yet.
  @Test
  void whatAnotherPolicyOfThatNameAcceptedIsNoMatter() {
    writeConfigMap();
    var map = api.get(CONFIG_MAP);
    var owner = map.getJsonObject("metadata").getJsonArray("ownerReferences").getJsonObject(0);
    owner.put("uid", "of-another");
    api.put(CONFIG_MAP, map);
    edit(3000);

    try (var started = new OtherReplica(api.url(), rendered)) {
      started.start();

      assertThat(terms(started, "policy-0")).isInstanceOf(Terms.Unaccepted.class);
    }
  }

  @Test
  void aConfigMapThatSomebodyElseMadeIsNotTakenOver() {
    api.put(CONFIG_MAP, new JsonObject().put("data", new JsonObject().put("theirs", "yes")));

    try (var started = new OtherReplica(api.url(), rendered)) {
      started.start();

      assertThat(terms(started, "policy-0"))
          .isInstanceOfSatisfying(
              Terms.Unaccepted.class,
              terms -> {
                assertThat(terms.reason()).isEqualTo("ConfigMapTaken");
                assertThat(terms.message()).contains("sessionkeeper-policy-0 is not this policy's");
              });
    }
  }

  /// Nor asked for: the watch has told of it.
  @Test
  void thePoliciesOwnConfigMapIsNoneThatSomebodyElseMade() {
    writeConfigMap();
    api.takeCalls();

    try (var started = new OtherReplica(api.url(), rendered)) {
      started.start();

      assertThat(terms(started, "policy-0")).isInstanceOf(Terms.Accepted.class);
      assertThat(api.takeCalls()).doesNotContain("GET " + NAMESPACE + "/configmaps");
    }
  }

  /// Whoever took its labels away, or restored it without its owner, did not make it.
  @ParameterizedTest
  @ValueSource(strings = {"labels", "ownerReferences"})
  void aConfigMapWithoutOneOfItsMarksIsTheOperatorsAllTheSame(String mark) {
    writeConfigMap();
    var map = api.get(CONFIG_MAP);
    map.getJsonObject("metadata").remove(mark);
    api.put(CONFIG_MAP, map);

    try (var started = new OtherReplica(api.url(), rendered)) {
      started.start();

      assertThat(terms(started, "policy-0")).isInstanceOf(Terms.Accepted.class);
    }
  }

  @Test
  void aRefusalThatAnotherReplicaNotedIsKnownAndToldOnce() {
    var refused = new JsonObject();
    refused.put("workload", "Deployment web").put("reason", "PortTaken").put("message", "taken");
    refused.put("generation", 1).put("time", "2026-11-01T10:00:00Z");
    replica.changed().clear();

    tell("Accepted", status -> status.put("lastRefusal", refused));
    tell("Accepted", status -> status.put("lastRefusal", refused).put("pods", counts(1)));
    edit();

    await().until(() -> rendered.size() == 3);
    assertThat(replica.known().refusals().of(KEY)).map(RefusedPod::reason).hasValue("PortTaken");
    assertThat(replica.changed()).containsExactly(KEY);
  }

  /// Also the policy that a route does not lead to any more.
  @Test
  void whoseWaysARouteChangesIsToldWhereverItIs() {
    api.put(cluster.podPath(0), cluster.pod(0, true));
    await().until(() -> !replica.known().fleet().pods(KEY).isEmpty());
    var route = "/apis/gateway.networking.k8s.io/v1/namespaces/edge/httproutes/public";
    replica.changed().clear();

    api.put(route, route("shop-0"));
    await().untilAsserted(() -> assertThat(replica.changed()).containsExactly(KEY));
    api.put(route, route("edge"));

    await().untilAsserted(() -> assertThat(replica.changed()).containsExactly(KEY, KEY));
  }

  private static JsonObject route(String namespace) {
    var reference = new JsonObject().put("name", "app-0").put("namespace", namespace);
    var rule = new JsonObject().put("backendRefs", new JsonArray().add(reference));
    return new JsonObject()
        .put("apiVersion", "gateway.networking.k8s.io/v1")
        .put("kind", "HTTPRoute")
        .put("spec", new JsonObject().put("rules", new JsonArray().add(rule)));
  }

  private interface Change {
    void make(JsonObject status);
  }

  private void tell(String accepted, Change change) {
    tell("policy-0", accepted, change);
  }

  /// Writes a status as the leader does.
  private void tell(String name, String accepted, Change change) {
    var path = cluster.policyPath(0).replace("policy-0", name);
    var policy = api.get(path);
    var condition = new JsonObject();
    condition.put("type", "Accepted").put("status", accepted.equals("Accepted") ? "True" : "False");
    condition.put("lastTransitionTime", "2026-11-01T10:00:00Z");
    condition.put("reason", accepted).put("message", "as it is");
    var status = new JsonObject().put("conditions", new JsonArray().add(condition));
    change.make(status);
    api.put(path, policy.put("status", status));
  }

  /// A change of the specification that changes nothing that is known of it.
  private void edit() {
    var policy = api.get(cluster.policyPath(0));
    policy.getJsonObject("metadata").put("generation", 2);
    api.put(cluster.policyPath(0), policy);
  }

  private void label(String level) {
    var labels = new JsonObject().put("pod-security.kubernetes.io/enforce", level);
    api.put(NAMESPACE, new JsonObject().put("metadata", new JsonObject().put("labels", labels)));
  }

  /// As the leader does.
  private void writeConfigMap() {
    try (var client = api.client()) {
      var policy =
          client.resources(SessionPolicy.class).inNamespace("shop-0").withName("policy-0").get();
      var rendering = new PolicyRendering().render(policy);
      assertThat(rendering)
          .isInstanceOfSatisfying(
              Rendering.Rendered.Usable.class,
              usable -> new ConfigMaps(client).apply(policy, usable.config()));
    }
  }

  /// A bad edit: the sidecar asks for more than its limit, perhaps at another port.
  private void edit(int port) {
    var policy = api.get(cluster.policyPath(0));
    policy.getJsonObject("metadata").put("generation", 2);
    var spec = policy.getJsonObject("spec");
    spec.getJsonObject("traffic").put("port", port);
    spec.getJsonObject("sidecar")
        .put(
            "resources",
            new JsonObject()
                .put("requests", new JsonObject().put("cpu", "2"))
                .put("limits", new JsonObject().put("cpu", "1")));
    api.put(cluster.policyPath(0), policy);
  }

  private Terms terms() {
    return terms("policy-0");
  }

  private Terms terms(String name) {
    return terms(replica, name);
  }

  private static Terms terms(OtherReplica replica, String name) {
    return replica.known().policies().all().stream()
        .filter(policy -> policy.name().equals(name))
        .map(policy -> policy.terms())
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject counts(int matched) {
    var none = new JsonObject().put("injected", 0).put("outdated", 0).put("refused", 0);
    return none.put("matched", matched);
  }

  private static JsonObject policy() {
    var policy = SomeCluster.policy(0);
    policy.getJsonObject("spec").getJsonObject("traffic").put("takeover", "Redirect");
    return policy;
  }
}
