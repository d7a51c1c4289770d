package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.operator.injection.Takeover;
import dev.sessionkeeper.operator.policy.KnownPolicy;
import dev.sessionkeeper.operator.policy.OperatorDefaults;
import dev.sessionkeeper.operator.policy.PolicyTerms;
import dev.sessionkeeper.operator.policy.Terms;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What a policy says, judged with what the cluster allows.
public final class TermsSource {
  private static final String LEVEL = "pod-security.kubernetes.io/enforce";
  private static final Set<String> WITHOUT_NET_ADMIN = Set.of("baseline", "restricted");

  private final KubernetesClient client;
  private final OperatorDefaults defaults;

  public TermsSource(KubernetesClient client, OperatorDefaults defaults) {
    this.client = client;
    this.defaults = defaults;
  }

  /// A policy as matching has to know it. Asks the API server for the namespace of a policy that
  /// redirects, and for nothing else.
  public KnownPolicy read(SessionPolicy policy) {
    var meta = policy.getMetadata();
    return new KnownPolicy(
        meta.getNamespace(),
        meta.getName(),
        PolicyTerms.selector(policy.getSpec().selector()),
        terms(policy));
  }

  private Terms terms(SessionPolicy policy) {
    var meta = policy.getMetadata();
    var injection = PolicyTerms.injection(meta.getName(), policy.getSpec(), defaults);
    if (injection.takeover() instanceof Takeover.Redirect) {
      var level = podSecurity(meta.getNamespace()).filter(WITHOUT_NET_ADMIN::contains);
      if (level.isPresent()) {
        return redirectNotAllowed(meta.getNamespace(), level.get());
      }
    }
    return new Terms.Accepted(injection);
  }

  private Optional<String> podSecurity(String namespace) {
    return Optional.ofNullable(client.namespaces().withName(namespace).get())
        .map(
            found ->
                Objects.requireNonNullElse(
                    found.getMetadata().getLabels(), Map.<String, String>of()))
        .map(labels -> labels.get(LEVEL));
  }

  private static Terms redirectNotAllowed(String namespace, String level) {
    return new Terms.Unaccepted(
        "RedirectNotAllowed",
        "spec.traffic.takeover: Redirect needs an init container with NET_ADMIN, which the Pod"
            + " Security level %s of namespace %s forbids: use MoveApp or Manual, or another level"
                .formatted(level, namespace));
  }
}
