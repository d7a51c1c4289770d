package dev.sessionkeeper.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.certificate.Certificates;
import dev.sessionkeeper.operator.certificate.Lifetimes;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.policy.Selector;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a sweep finds that somebody else did to an entry.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebhookObjectsTest {
  private static final PolicyKey WEB = new PolicyKey("shop", "web");
  private static final String OBJECT =
      "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/sessionkeeper-"
          + WebhookObjects.numberOf(WEB);
  private static final WebhookEntry ENTRY =
      new WebhookEntry(
          WEB, new Selector(Map.of("app", "web"), List.of()), WebhookEntry.FailurePolicy.FAIL);

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer api = new FakeApiServer(vertx);
  private final KubernetesClient client = api.client();
  private final WebhookObjects webhooks = new WebhookObjects(client, "sessionkeeper");
  private final WebhookEntry.Address address =
      new WebhookEntry.Address("sessionkeeper", "sessionkeeper", "/inject", authority());

  @BeforeEach
  void apply() {
    api.put(OBJECT, new JsonObject());
    assertThat(webhooks.apply(ENTRY, address)).isTrue();
  }

  @AfterEach
  void close() {
    client.close();
    vertx.close().await();
  }

  @Test
  void anEntryThatIsAsItWasWrittenIsNotWrittenAgain() {
    webhooks.sweep(_ -> true);

    assertThat(webhooks.apply(ENTRY, address)).isFalse();
  }

  /// As cert-manager's injector would, or a tool that replaces the object.
  @Test
  void anEntryWithAnotherAuthorityIsWrittenAgain() {
    var object = api.get(OBJECT);
    var entry = object.getJsonArray("webhooks").getJsonObject(0);
    entry.getJsonObject("clientConfig").remove("caBundle");
    api.put(OBJECT, object);

    webhooks.sweep(_ -> true);

    assertThat(webhooks.apply(ENTRY, address)).isTrue();
  }

  @Test
  void anEntryThatIsGoneIsWrittenAgain() {
    api.put(OBJECT, new JsonObject());

    webhooks.sweep(_ -> true);

    assertThat(webhooks.apply(ENTRY, address)).isTrue();
  }

  private static String authority() {
    return Certificates.create(List.of("localhost"), Lifetimes.USUAL, Instant.EPOCH).bundle().pem();
  }
}
