package dev.sessionkeeper.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.Refusals;
import dev.sessionkeeper.operator.fleet.RefusedPod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// O4, O8: a refused pod is noted in the status of its policy, whichever replica refused it.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RefusalNotesTest {
  private static final String PATH =
      "/apis/sessionkeeper.dev/v1alpha1/namespaces/shop/sessionpolicies/web";
  private static final PolicyKey WEB = new PolicyKey("shop", "web");
  private static final RefusedPod REFUSED =
      new RefusedPod(
          "Deployment web",
          "NoMatchingPort",
          "no port 3000",
          4,
          Instant.parse("2026-11-01T10:00:00.900Z"));

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final KubernetesClient client = api.client();
  private final List<PolicyKey> changed = new ArrayList<>();
  private final RefusalNotes notes = new RefusalNotes(client, new Refusals(), changed::add);

  @AfterEach
  void close() {
    client.close();
    vertx.close().await();
  }

  @Test
  @DisplayName("O4 O8 one patch of the status notes a refusal and leaves the rest alone")
  void onePatchOfTheStatusNotesItAndLeavesTheRestAlone() {
    api.put(PATH, new JsonObject("{\"status\": {\"observedGeneration\": 3}}"));

    notes.note(WEB, REFUSED);

    assertThat(api.takeCalls()).containsExactly("PATCH " + PATH + "/status");
    assertThat(changed).containsExactly(WEB);
    assertThat(api.get(PATH).getJsonObject("status"))
        .isEqualTo(
            new JsonObject(
                """
                {"observedGeneration": 3, "lastRefusal": {"workload": "Deployment web",
                  "reason": "NoMatchingPort", "message": "no port 3000", "generation": 4,
                  "time": "2026-11-01T10:00:00Z"}}
                """));
  }

  @Test
  void theSameAgainCostsNothing() {
    notes.note(WEB, REFUSED);
    api.takeCalls();

    notes.note(WEB, REFUSED);

    assertThat(api.takeCalls()).isEmpty();
    assertThat(changed).hasSize(1);
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenTheNextTime() {
    api.refuse("PATCH", PATH + "/status");
    notes.note(WEB, REFUSED);
    assertThat(changed).isEmpty();

    api.takeBack("PATCH", PATH + "/status");
    notes.note(WEB, REFUSED);

    assertThat(changed).containsExactly(WEB);
    assertThat(api.get(PATH).getJsonObject("status").getJsonObject("lastRefusal")).isNotNull();
  }
}
