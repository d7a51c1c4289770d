package dev.sessionkeeper.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.apiserver.BarePods;
import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.PodReader;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.store.Events;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// O11: what stays of a deleted policy is told where somebody looks.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FarewellTest {
  private static final PolicyKey WEB = new PolicyKey("shop", "web");
  private static final String EVENTS = "/api/v1/namespaces/shop/events";

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final KubernetesClient client = api.client();
  private final ExecutorService writers = Executors.newSingleThreadExecutor();
  private final Farewell farewell =
      new Farewell(new Events(client, writers, Clock.systemUTC(), "one"));

  @AfterEach
  void close() {
    client.close();
    vertx.close().await();
  }

  @Test
  @DisplayName("O11 what pods of a deleted policy belong to is told once")
  void whatPodsBelongToIsToldOnce() {
    farewell.tell(WEB, List.of(of("web", "set", "a"), of("web", "set", "b")));

    assertThat(told())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getString("reason")).isEqualTo("PolicyDeleted");
              assertThat(event.getString("type")).isEqualTo("Warning");
              assertThat(event.getString("message"))
                  .startsWith("SessionPolicy web was deleted: pods keep their sidecar")
                  .contains("kubectl rollout restart");
              assertThat(event.getJsonObject("involvedObject"))
                  .isEqualTo(
                      new JsonObject()
                          .put("apiVersion", "apps/v1")
                          .put("kind", "ReplicaSet")
                          .put("namespace", "shop")
                          .put("name", "set")
                          .put("uid", "uid-of-set"));
            });
  }

  @Test
  void eachWorkloadIsTold() {
    farewell.tell(WEB, List.of(of("web", "one", "a"), of("web", "two", "b")));

    assertThat(told())
        .extracting(event -> event.getJsonObject("involvedObject").getString("name"))
        .containsExactlyInAnyOrder("one", "two");
  }

  @Test
  @DisplayName("O11 a pod that belongs to nothing is told itself")
  void aPodThatBelongsToNothingIsToldItself() {
    farewell.tell(WEB, List.of(facts(pod("web", "alone"))));

    assertThat(told())
        .singleElement()
        .extracting(event -> event.getJsonObject("involvedObject"))
        .satisfies(
            about -> {
              assertThat(about.getString("kind")).isEqualTo("Pod");
              assertThat(about.getString("apiVersion")).isEqualTo("v1");
              assertThat(about.getString("name")).isEqualTo("alone");
              assertThat(about.getString("uid")).isEqualTo("uid-of-alone");
            });
  }

  /// The selector matched them, but they had no sidecar, or one of another policy.
  @Test
  void podsThatKeepNothingOfItAreNotTold() {
    farewell.tell(WEB, List.of(of("other", "set", "a"), facts(BarePods.named("b"))));

    assertThat(told()).isEmpty();
  }

  /// The events that were written, once all were.
  private List<JsonObject> told() {
    writers.close();
    return api.list(EVENTS);
  }

  private static PodFacts of(String policy, String owner, String name) {
    var reference =
        new OwnerReferenceBuilder()
            .withApiVersion("apps/v1")
            .withKind("ReplicaSet")
            .withName(owner)
            .withUid("uid-of-" + owner)
            .withController(true)
            .build();
    return facts(
        pod(policy, name)
            .edit()
            .editMetadata()
            .withOwnerReferences(reference)
            .endMetadata()
            .build());
  }

  private static Pod pod(String policy, String name) {
    return BarePods.named(name)
        .edit()
        .editMetadata()
        .addToAnnotations("sessionkeeper.dev/policy", policy)
        .addToAnnotations("sessionkeeper.dev/shape", "0123")
        .endMetadata()
        .build();
  }

  private static PodFacts facts(Pod pod) {
    return new PodReader(new PolicyIndex()).read(pod);
  }
}
