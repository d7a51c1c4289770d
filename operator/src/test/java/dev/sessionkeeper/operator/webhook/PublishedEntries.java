package dev.sessionkeeper.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.apiserver.FakeApiServer;
import dev.sessionkeeper.operator.certificate.Bundle;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.policy.Selector;
import dev.sessionkeeper.operator.store.WebhookEntry;
import dev.sessionkeeper.operator.store.WebhookObjects;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The entries of some policies in all eight webhook configurations, and a leader that writes them.
final class PublishedEntries {
  private static final String WEBHOOKS =
      "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/sessionkeeper-";
  private static final List<PolicyKey> POLICIES =
      IntStream.range(0, 24).mapToObj(i -> new PolicyKey("shop", "web-" + i)).toList();

  private final FakeApiServer api;
  private final WebhookObjects webhooks;

  PublishedEntries(FakeApiServer api, KubernetesClient client) {
    this.api = api;
    this.webhooks = new WebhookObjects(client, "sessionkeeper");
    for (var number = 0; number < 8; number++) {
      api.put(WEBHOOKS + number, new JsonObject());
    }
  }

  /// As an operator asks.
  boolean believe(Bundle bundle) {
    return webhooks.believe(bundle);
  }

  /// As an operator that starts asks.
  Bundle inForce() {
    return webhooks.inForce();
  }

  /// From now on the API server takes no change of one of the objects.
  void refuse() {
    api.refuse("PATCH", WEBHOOKS + 5);
  }

  /// From now on it does again.
  void takeAgain() {
    api.takeBack("PATCH", WEBHOOKS + 5);
  }

  /// Somebody else's entry.
  void addOther() {
    var object = api.get(WEBHOOKS + 2);
    var other = new JsonObject().put("name", "a.example.com").put("clientConfig", new JsonObject());
    object.getJsonArray("webhooks").add(other);
    api.put(WEBHOOKS + 2, object);
  }

  /// What the leader's reconciler does, again and again.
  void publish(Bundle bundle) {
    var address =
        new WebhookEntry.Address("sessionkeeper", "sessionkeeper", "/inject", bundle.pem());
    for (var policy : POLICIES) {
      var selector = new Selector(Map.of("app", policy.name()), List.of());
      try {
        webhooks.apply(
            new WebhookEntry(policy, selector, WebhookEntry.FailurePolicy.FAIL), address);
      } catch (KubernetesClientException e) {
        assertThat(e.getCode()).isEqualTo(403);
      }
    }
  }

  /// The bundles of all entries, each once.
  List<Bundle> bundles() {
    return IntStream.range(0, 8)
        .mapToObj(number -> api.get(WEBHOOKS + number))
        .flatMap(PublishedEntries::encoded)
        .distinct()
        .map(base64 -> new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII))
        .map(Bundle::read)
        .toList();
  }

  private static Stream<String> encoded(JsonObject object) {
    return Stream.ofNullable(object.getJsonArray("webhooks"))
        .flatMap(JsonArray::stream)
        .map(JsonObject.class::cast)
        .map(entry -> entry.getJsonObject("clientConfig").getString("caBundle"));
  }
}
