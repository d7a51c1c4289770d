package dev.sessionkeeper.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.apiserver.SomeCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// O13: what the whole operator asks of the API server for one event among ten thousand pods. It is
/// started once, and each test has policies of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReconcileCostTest {
  private static final SomeCluster CLUSTER = new SomeCluster(20, 10_000, 0);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Settings SETTINGS =
      new Settings(
          "sessionkeeper",
          "one",
          0,
          0,
          "sessionkeeper",
          "sessionkeeper",
          Settings.CertificateMode.OWN,
          "sessionkeeper-webhook",
          "sessionkeeper",
          "info",
          "sessionkeeper/sidecar:1",
          "sessionkeeper/redirect:1",
          "IfNotPresent",
          Set.of());

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final OperatorProcess operator =
      new OperatorProcess(
          new World(Clock.systemUTC(), System::nanoTime, "1"),
          SETTINGS,
          api.client(),
          Vertx.vertx());

  @BeforeAll
  void start() {
    CLUSTER.fill(api);
    operator.start(() -> {});
    await()
        .atMost(PATIENCE)
        .until(() -> IntStream.range(0, CLUSTER.policies()).allMatch(one -> matched(one) == 500));
  }

  /// What was asked for the test before is none of this one's.
  @BeforeEach
  void settled() {
    settle();
  }

  @AfterAll
  void stop() {
    operator.stop();
    vertx.close().await();
  }

  @Test
  @DisplayName("O13 a pod event costs the status of its policy and nothing else")
  void aPodEventCostsTheStatusOfItsPolicyAndNothingElse() {
    inject(7);

    assertThat(settle())
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call).matches("(PATCH .*/status|POST .*/events)"))
        .allSatisfy(call -> assertThat(call).contains("/namespaces/" + CLUSTER.namespace(7) + "/"))
        .filteredOn(call -> call.startsWith("PATCH"))
        .containsOnly("PATCH " + CLUSTER.policyPath(7) + "/status")
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  @DisplayName("O13 an event of a pod that nobody selects costs nothing")
  void anEventOfAPodThatNobodySelectsCostsNothing() {
    var stranger = CLUSTER.pod(0, false);
    stranger.getJsonObject("metadata").getJsonObject("labels").put("app", "stranger");

    api.put("/api/v1/namespaces/shop-0/pods/stranger", stranger);
    inject(8);

    // The later event was worked off, and the earlier one with it.
    assertThat(settle()).noneMatch(call -> call.contains("stranger"));
    assertThat(matched(0)).isEqualTo(500);
  }

  /// A pod that another replica refused costs its policy's status, and the condition's event.
  @Test
  void aRefusalByAnotherReplicaIsInTheStatusSoonAndCostsNothingElse() {
    var policy = CLUSTER.policyPath(9);
    var now = Instant.now().toString();

    api.put(policy, withRefusal(api.get(policy), now));
    await()
        .atMost(PATIENCE)
        .until(() -> injected(9).contains("a pod of Deployment web was refused"));

    assertThat(injected(9)).startsWith("NoMatchingPort").contains("no port 3000");
    assertThat(settle())
        .filteredOn(call -> call.startsWith("PATCH"))
        .containsOnly("PATCH " + policy + "/status")
        .hasSizeLessThanOrEqualTo(2);
    var kept = api.get(policy).getJsonObject("status").getJsonObject("lastRefusal");
    assertThat(kept.getString("time")).isEqualTo(now);
  }

  /// Each replica knows all policies; what the leader writes into a status is no news to them.
  @Test
  void aStatusThatTheLeaderWritesIsNotRenderedByOtherReplicas() {
    var rendered = new CopyOnWriteArrayList<String>();
    try (var other = new OtherReplica(api.url(), rendered)) {
      other.start();
      assertThat(rendered).hasSize(CLUSTER.policies());
      rendered.clear();

      inject(10);
      var edited = api.get(CLUSTER.policyPath(3));
      edited.getJsonObject("metadata").put("generation", 2);
      api.put(CLUSTER.policyPath(3), edited);

      // The later change was worked off, and the status before it.
      await().atMost(PATIENCE).until(() -> rendered.contains("policy-3"));
      assertThat(rendered).containsExactly("policy-3");
    }
  }

  /// A pod of this policy gets its sidecar, and the status tells of it.
  private void inject(int policy) {
    api.put(CLUSTER.podPath(policy), CLUSTER.pod(policy, true));
    await().atMost(PATIENCE).until(() -> counts(policy).getInteger("injected", 0) == 1);
  }

  /// Waits until nothing is asked any more but what is asked at an even pace.
  ///
  /// @return what was asked until then
  private List<String> settle() {
    var asked = new ArrayList<String>();
    await()
        .atMost(PATIENCE)
        .during(Duration.ofSeconds(2))
        .until(() -> !asked.addAll(triggered(api.takeCalls())));
    return asked;
  }

  private static List<String> triggered(List<String> calls) {
    return calls.stream()
        .filter(call -> !call.contains("/leases/"))
        .filter(call -> !call.contains("/secrets/"))
        .toList();
  }

  private int matched(int policy) {
    return counts(policy).getInteger("matched", 0);
  }

  private String injected(int policy) {
    return api
        .get(CLUSTER.policyPath(policy))
        .getJsonObject("status")
        .getJsonArray("conditions")
        .stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("type").equals("Injected"))
        .map(one -> one.getString("reason") + " " + one.getString("message"))
        .findFirst()
        .orElse("");
  }

  private static JsonObject withRefusal(JsonObject policy, String time) {
    policy
        .getJsonObject("status")
        .put(
            "lastRefusal",
            new JsonObject()
                .put("workload", "Deployment web")
                .put("reason", "NoMatchingPort")
                .put("message", "no port 3000")
                .put("generation", 1)
                .put("time", time));
    return policy;
  }

  private JsonObject counts(int policy) {
    return api.get(CLUSTER.policyPath(policy))
        .getJsonObject("status", new JsonObject())
        .getJsonObject("pods", new JsonObject());
  }
}
