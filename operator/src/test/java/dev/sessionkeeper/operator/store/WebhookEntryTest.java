package dev.sessionkeeper.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.policy.Selector;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WebhookEntryTest {
  private static final PolicyKey WEB = new PolicyKey("shop", "web");
  private static final MutatingWebhook ENTRY =
      new WebhookEntry(
              WEB,
              new Selector(
                  Map.of("app", "web"),
                  List.of(
                      new Selector.Expression(
                          "stage", Selector.Operator.IN, List.of("prod", "test")))),
              WebhookEntry.FailurePolicy.FAIL)
          .build(new WebhookEntry.Address("sessionkeeper", "operator", "/inject", "the bundle"));

  /// The API server asks about these pods and no others, so no others can be held up.
  @Test
  @DisplayName("O1 only new pods of the policy are asked about, so no others are held up")
  void onlyNewPodsOfThePolicyAreAskedAbout() {
    var rule = ENTRY.getRules().getFirst();

    assertThat(ENTRY.getNamespaceSelector().getMatchLabels())
        .isEqualTo(Map.of("kubernetes.io/metadata.name", "shop"));
    assertThat(ENTRY.getObjectSelector().getMatchLabels()).isEqualTo(Map.of("app", "web"));
    assertThat(ENTRY.getObjectSelector().getMatchExpressions().toString())
        .contains("stage", "In", "prod", "sessionkeeper.dev/inject", "NotIn", "false");
    assertThat(rule.getOperations()).containsExactly("CREATE");
    assertThat(rule.getResources()).containsExactly("pods");
    assertThat(rule.getApiGroups()).containsExactly("");
  }

  /// What the API server does when nobody answers, and when another injector was there.
  @Test
  @DisplayName("O2 O5 the API server knows what to do when nobody answers, and to ask again")
  void theApiServerKnowsWhatToDo() {
    assertThat(ENTRY.getName()).isEqualTo("web.shop.inject.sessionkeeper.dev");
    assertThat(ENTRY.getFailurePolicy()).isEqualTo("Fail");
    assertThat(ENTRY.getReinvocationPolicy()).isEqualTo("IfNeeded");
    assertThat(ENTRY.getSideEffects()).isEqualTo("NoneOnDryRun");
    assertThat(ENTRY.getTimeoutSeconds()).isEqualTo(5);
    assertThat(decoded(ENTRY.getClientConfig().getCaBundle())).isEqualTo("the bundle");
    assertThat(ENTRY.getClientConfig().getService().getPath()).isEqualTo("/inject/shop/web");
  }

  @Test
  void policiesSpreadOverAllObjectsAndKeepTheirPlace() {
    var spread =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new PolicyKey("ns-" + i % 50, "policy-" + i))
            .collect(Collectors.groupingBy(WebhookObjects::numberOf, Collectors.counting()));

    assertThat(spread).hasSize(8);
    assertThat(spread.values()).allSatisfy(count -> assertThat(count).isBetween(60L, 200L));
    assertThat(WebhookObjects.numberOf(WEB)).isEqualTo(3);
  }

  @Test
  void fieldManagersAreOfThePolicyAlone() {
    assertThat(Applying.fieldManager(WEB))
        .isNotEqualTo(Applying.fieldManager(new PolicyKey("shop", "api")))
        .hasSizeLessThan(128);
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
  }
}
