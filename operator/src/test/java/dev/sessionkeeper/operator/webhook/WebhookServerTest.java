package dev.sessionkeeper.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.operator.certificate.Certificates;
import dev.sessionkeeper.operator.certificate.Lifetimes;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.injection.InjectionDecision;
import dev.sessionkeeper.operator.injection.Marks;
import dev.sessionkeeper.operator.policy.AnyInjection;
import dev.sessionkeeper.operator.policy.KnownPolicy;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.policy.Selector;
import dev.sessionkeeper.operator.policy.Terms;
import dev.sessionkeeper.operator.telemetry.AdmissionTelemetry;
import dev.sessionkeeper.operator.telemetry.Metrics;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.zjsonpatch.JsonPatch;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The webhook over real TLS connections.
class WebhookServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES = List.of("localhost");

  private final Vertx vertx = Vertx.vertx();
  private final Metrics metrics = new Metrics();
  private final PolicyIndex policies = new PolicyIndex();
  private final AtomicBoolean unheardOf = new AtomicBoolean();
  private final AtomicBoolean apiServerIsAway = new AtomicBoolean();
  private final List<InjectionDecision> told = new CopyOnWriteArrayList<>();
  private final Certificates certificates =
      Certificates.create(NAMES, Lifetimes.USUAL, Instant.now());
  private final WebhookServer server =
      new WebhookServer(
          vertx,
          new InjectionWebhook(
              policies,
              this::learn,
              new AdmissionTelemetry(metrics),
              (_, _, decision) -> told.add(decision),
              System::nanoTime),
          certificates.serving());
  private int port;

  @BeforeEach
  void listen() {
    port = server.listen(0, "127.0.0.1").await().actualPort();
    policies.put(policy("web", new Terms.Accepted(AnyInjection.OF_WEB)));
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aSelectedPodIsPatched() throws Exception {
    var review = review("CREATE", "web");

    var response = ask(review);

    assertThat(response.path("uid").asText()).isEqualTo("4711");
    assertThat(response.path("allowed").asBoolean()).isTrue();
    assertThat(response.path("patchType").asText()).isEqualTo("JSONPatch");
    var patched = JsonPatch.apply(patch(response), review.at("/request/object"));
    assertThat(patched.at("/spec/initContainers/0/name").asText()).isEqualTo(Marks.CONTAINER);
    assertThat(told).hasOnlyElementsOfType(InjectionDecision.Inject.class).hasSize(1);
  }

  @Test
  void membersThatTheModelDoesNotKnowSurvive() throws Exception {
    var review = review("CREATE", "web");
    ((ObjectNode) review.at("/request/object/spec")).putObject("fromTheFuture").put("x", 1);

    var patched = JsonPatch.apply(patch(ask(review)), review.at("/request/object"));

    assertThat(patched.at("/spec/fromTheFuture/x").asInt()).isEqualTo(1);
  }

  @Test
  void anotherPodPasses() throws Exception {
    var response = ask(review("CREATE", "api"));

    assertThat(response.path("allowed").asBoolean()).isTrue();
    assertThat(response.has("patch")).isFalse();
    assertThat(response.has("warnings")).isFalse();
  }

  @Test
  @DisplayName("O4 two policies refuse with both names")
  void twoPoliciesRefuseWithBothNames() throws Exception {
    policies.put(policy("also-web", new Terms.Accepted(AnyInjection.OF_WEB)));

    var response = ask(review("CREATE", "web"));

    assertThat(response.path("allowed").asBoolean()).isFalse();
    assertThat(response.at("/status/message").asText()).contains("also-web, web");
    assertThat(scrape())
        .contains(
            "sessionkeeper_operator_admissions_total{decision=\"refused\",reason=\"AmbiguousPolicy\"} 1.0");
  }

  @Test
  void aPolicyThatCannotBeUsedRefusesWithItsProblem() throws Exception {
    policies.remove("shop", "web");
    policies.put(policy("web", new Terms.Unaccepted("RedirectNotAllowed", "it may not redirect")));

    var response = ask(review("CREATE", "web"));

    assertThat(response.at("/status/message").asText())
        .isEqualTo(
            "sessionkeeper: SessionPolicy web selects the pod and cannot be used: it may not"
                + " redirect");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPDATE", "DELETE", "CONNECT"})
  void aPodThatExistsIsNeverTouched(String operation) throws Exception {
    var response = ask(review(operation, "web"));

    assertThat(response.path("allowed").asBoolean()).isTrue();
    assertThat(response.has("patch")).isFalse();
  }

  @Test
  void aDryRunIsAnsweredAndToldToNobody() throws Exception {
    var review = review("CREATE", "web");
    ((ObjectNode) review.get("request")).put("dryRun", true);

    var response = ask(review);

    assertThat(response.has("patch")).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void anInjectedPodGetsNoSecondPatch() throws Exception {
    var review = review("CREATE", "web");
    var once = JsonPatch.apply(patch(ask(review)), review.at("/request/object"));
    ((ObjectNode) review.get("request")).set("object", once);

    var response = ask(review);

    assertThat(response.path("allowed").asBoolean()).isTrue();
    assertThat(response.has("patch")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "no json", "{\"apiVersion\":\"admission.k8s.io/v1beta1\"}"})
  void whatIsNoReviewIsRefusedInWords(String body) throws Exception {
    var answer = post(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("expected an AdmissionReview");
  }

  @Test
  void aReviewThatCannotBeJudgedIsLeftToTheFailurePolicy() throws Exception {
    var review = review("CREATE", "web");
    ((ObjectNode) review.at("/request/object")).remove("spec");

    var answer = post(review.toString());

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(scrape())
        .contains(
            "sessionkeeper_operator_admissions_total{decision=\"failed\",reason=\"None\"} 1.0");
  }

  @Test
  void aBodyBeyondBoundsIsRefused() throws Exception {
    assertThat(post(" ".repeat(3 * 1024 * 1024 + 1)).statusCode()).isEqualTo(413);
  }

  /// Another replica wrote the entry, and this one has not heard of the policy yet.
  @Test
  @DisplayName("O3 a policy that is not known here yet is looked up")
  void aPolicyThatIsNotKnownHereIsLookedUp() throws Exception {
    policies.remove("shop", "web");
    unheardOf.set(true);

    var answer = postTo("/inject/shop/web", review("CREATE", "web").toString());

    assertThat(JSON.readTree(answer.body()).at("/response/patchType").asText())
        .isEqualTo("JSONPatch");
  }

  @Test
  void aPolicyThatIsGoneSelectsNothing() throws Exception {
    policies.remove("shop", "web");

    var answer = postTo("/inject/shop/web", review("CREATE", "web").toString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).at("/response/allowed").asBoolean()).isTrue();
    assertThat(JSON.readTree(answer.body()).at("/response").has("patch")).isFalse();
  }

  @Test
  void aPolicyThatCannotBeLookedUpLeavesThePodToTheFailurePolicy() throws Exception {
    policies.remove("shop", "web");
    apiServerIsAway.set(true);

    var answer = postTo("/inject/shop/web", review("CREATE", "web").toString());

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("SessionPolicy web is not known here yet");
  }

  /// Whoever holds the webhook's memory would keep pods from being created.
  @Test
  void bodiesThatDoNotComeDoNotKeepReviewsFromBeingAnswered() throws Exception {
    try (var hoarders = new HalfBodies(certificates.bundle().pem(), port)) {
      hoarders.send(16, 1024 * 1024);

      assertThat(ask(review("CREATE", "web")).path("patchType").asText()).isEqualTo("JSONPatch");

      var answers = hoarders.answers();
      assertThat(answers).allMatch(answer -> answer.matches("HTTP/1.1 (408|503) .*"));
      assertThat(answers).filteredOn(answer -> answer.contains(" 503 ")).hasSizeGreaterThan(3);
    }
  }

  @Test
  void onlyThePathOfTheWebhookAnswers() throws Exception {
    try (var client = new TlsClient(certificates.bundle().pem(), port)) {
      assertThat(client.post("/", "{}").statusCode()).isEqualTo(404);
      assertThat(client.post("/inject/shop", "{}").statusCode()).isEqualTo(404);
      assertThat(client.post("/inject/shop/../web", "{}").statusCode()).isEqualTo(404);
      assertThat(client.get(WebhookServer.PATH).statusCode()).isEqualTo(405);
    }
  }

  private String scrape() {
    return metrics.scrape("text/plain; version=0.0.4; charset=utf-8");
  }

  private JsonNode ask(JsonNode review) throws Exception {
    var answer = post(review.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("response");
  }

  private HttpResponse<String> post(String body) throws Exception {
    return postTo(WebhookServer.PATH, body);
  }

  private HttpResponse<String> postTo(String path, String body) throws Exception {
    try (var client = new TlsClient(certificates.bundle().pem(), port)) {
      return client.post(path, body);
    }
  }

  private void learn(PolicyKey policy) {
    if (apiServerIsAway.get()) {
      throw new KubernetesClientException("away");
    }
    if (unheardOf.get()) {
      policies.put(policy(policy.name(), new Terms.Accepted(AnyInjection.OF_WEB)));
    }
  }

  private static JsonNode patch(JsonNode response) throws Exception {
    return JSON.readTree(Base64.getDecoder().decode(response.path("patch").asText()));
  }

  private static JsonNode review(String operation, String app) throws Exception {
    return JSON.readTree(
        """
        {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
         "request": {"uid": "4711", "operation": "%s", "namespace": "shop",
           "kind": {"group": "", "version": "v1", "kind": "Pod"},
           "object": {"apiVersion": "v1", "kind": "Pod",
             "metadata": {"generateName": "web-", "labels": {"app": "%s"}},
             "spec": {"containers": [{"name": "app", "image": "shop/web:1",
               "ports": [{"containerPort": 3000}]}]}}}}
        """
            .formatted(operation, app));
  }

  private static KnownPolicy policy(String name, Terms terms) {
    return new KnownPolicy("shop", name, new Selector(Map.of("app", "web"), List.of()), terms);
  }
}
