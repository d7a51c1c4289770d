package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.operator.certificate.Bundle;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.injection.Marks;
import dev.sessionkeeper.operator.policy.Selector;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A policy's entry in a webhook configuration: the API server asks about its pods and no others.
public record WebhookEntry(PolicyKey policy, Selector selector, FailurePolicy failurePolicy) {
  private static final String NAME_END = ".inject.sessionkeeper.dev";
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";
  private static final int TIMEOUT_SECONDS = 5;

  /// What happens to a selected pod while no operator answers.
  public enum FailurePolicy {
    FAIL("Fail"),
    IGNORE("Ignore");

    private final String spelling;

    FailurePolicy(String spelling) {
      this.spelling = spelling;
    }
  }

  /// Where the API server finds the webhook, and whom it believes there.
  ///
  /// @param path what the paths of all policies begin with
  /// @param bundle certificates in PEM
  public record Address(String namespace, String service, String path, String bundle) {}

  /// All that the API server's message shows while the operator is down.
  static String name(PolicyKey policy) {
    return policy.name() + "." + policy.namespace() + NAME_END;
  }

  /// Whom API servers believe at an entry; nobody if it says nothing that can be read.
  static Bundle bundle(MutatingWebhook entry) {
    var base64 = Optional.ofNullable(entry.getClientConfig().getCaBundle()).orElse("");
    try {
      var pem = new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
      return Bundle.read(pem);
    } catch (IllegalArgumentException e) {
      return Bundle.EMPTY;
    }
  }

  MutatingWebhook build(Address address) {
    return new MutatingWebhookBuilder()
        .withName(name(policy))
        .withNewClientConfig()
        .withNewService()
        .withNamespace(address.namespace())
        .withName(address.service())
        .withPath(address.path() + "/" + policy.namespace() + "/" + policy.name())
        .withPort(443)
        .endService()
        .withCaBundle(base64(address.bundle()))
        .endClientConfig()
        .addNewRule()
        .withApiGroups("")
        .withApiVersions("v1")
        .withOperations("CREATE")
        .withResources("pods")
        .withScope("Namespaced")
        .endRule()
        .withNewNamespaceSelector()
        .addToMatchLabels(NAMESPACE_NAME, policy.namespace())
        .endNamespaceSelector()
        .withObjectSelector(objectSelector())
        .withFailurePolicy(failurePolicy.spelling)
        .withMatchPolicy("Equivalent")
        .withReinvocationPolicy("IfNeeded")
        // Events; none for dry runs.
        .withSideEffects("NoneOnDryRun")
        .withAdmissionReviewVersions("v1")
        .withTimeoutSeconds(TIMEOUT_SECONDS)
        .build();
  }

  private LabelSelector objectSelector() {
    var out = requirement(Marks.INJECT_LABEL, "NotIn", List.of("false"));
    var wanted =
        selector.expressions().stream()
            .map(one -> requirement(one.key(), one.operator().spelling(), one.values()));
    return new LabelSelectorBuilder()
        .withMatchLabels(selector.matchLabels())
        .withMatchExpressions(Stream.concat(wanted, Stream.of(out)).toList())
        .build();
  }

  private static LabelSelectorRequirement requirement(
      String key, String operator, List<String> values) {
    return new LabelSelectorRequirementBuilder()
        .withKey(key)
        .withOperator(operator)
        .withValues(values)
        .build();
  }

  private static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
  }
}
