package dev.sessionkeeper.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.fleet.Picture;
import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.PodReader;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.RolloutStep;
import dev.sessionkeeper.operator.policy.AnyInjection;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.policy.Terms;
import dev.sessionkeeper.operator.store.Events;
import dev.sessionkeeper.operator.store.Workloads;
import dev.sessionkeeper.policy.Rollout;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RolloutsTest {
  private static final PolicyKey WEB = new PolicyKey("shop", "web");
  private static final String SETS = "/apis/apps/v1/namespaces/shop/statefulsets/";
  private static final Rollout ONE_AT_A_TIME = new Rollout(Rollout.Strategy.AUTOMATIC, 1, true);

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final KubernetesClient client = api.client();
  private final ExecutorService writers = Executors.newSingleThreadExecutor();
  private final Rollouts rollouts =
      new Rollouts(new Workloads(client), new Events(client, writers, Clock.systemUTC(), "one"));

  @AfterEach
  void close() {
    writers.close();
    client.close();
    vertx.close().await();
  }

  /// It makes no pod anew until somebody deletes one: the next goes on, and it is told.
  @Test
  void aWorkloadThatIsHeldIsToldAndHoldsUpNobody() {
    var onDelete = new JsonObject("{\"updateStrategy\": {\"type\": \"OnDelete\"}}");
    api.put(SETS + "a", new JsonObject().put("spec", onDelete));

    assertThat(step("a", "b")).isInstanceOf(RolloutStep.Roll.class);
    assertThat(step("a", "b")).isInstanceOf(RolloutStep.Roll.class);

    assertThat(step("a", "b"))
        .isInstanceOfSatisfying(
            RolloutStep.Wait.class,
            wait ->
                assertThat(wait.message())
                    .startsWith("1 of 1 workloads are under way (StatefulSet b); StatefulSet a")
                    .contains("OnDelete"));
    await().until(() -> told("CannotRollOut") == 1 && told("RollingOut") == 1);
  }

  private long told(String reason) {
    return api.list("/api/v1/namespaces/shop/events").stream()
        .filter(event -> event.getString("reason").equals(reason))
        .count();
  }

  private RolloutStep step(String... sets) {
    var about =
        new ObjectReferenceBuilder()
            .withKind("SessionPolicy")
            .withNamespace("shop")
            .withName("web")
            .withUid("1")
            .build();
    var pods = List.of(sets).stream().map(RolloutsTest::pod).toList();
    var picture =
        new Picture(
            1,
            new Terms.Accepted(AnyInjection.OF_WEB),
            pods,
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    return rollouts.step(WEB, about, picture, ONE_AT_A_TIME);
  }

  /// Without sidecar, of a StatefulSet.
  private static PodFacts pod(String set) {
    var pod =
        """
        metadata:
          namespace: shop
          name: %1$s-0
          uid: pod-%1$s
          ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: %1$s, uid: %1$s, controller: true}]
        spec: {containers: [{name: app}]}
        status: {phase: Running}
        """
            .formatted(set);
    return new PodReader(new PolicyIndex()).read(Serialization.unmarshal(pod, Pod.class));
  }
}
