package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.operator.injection.Injection;
import dev.sessionkeeper.operator.injection.Takeover;
import dev.sessionkeeper.operator.policy.KnownPolicy;
import dev.sessionkeeper.operator.policy.OperatorDefaults;
import dev.sessionkeeper.operator.policy.PolicyTerms;
import dev.sessionkeeper.operator.policy.ResourceRules;
import dev.sessionkeeper.operator.policy.Terms;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
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
  private final Rendering rendering;
  private final ConfigMaps configMaps;

  public TermsSource(
      KubernetesClient client,
      OperatorDefaults defaults,
      Rendering rendering,
      ConfigMaps configMaps) {
    this.client = client;
    this.defaults = defaults;
    this.rendering = rendering;
    this.configMaps = configMaps;
  }

  /// What a policy says.
  ///
  /// @param config empty where its sidecars cannot follow it
  public record Reading(KnownPolicy policy, Optional<SidecarConfig> config) {}

  /// A policy as matching has to know it: after a bad edit with the terms before it, also where the
  /// operator started after that.
  KnownPolicy known(SessionPolicy policy) {
    return afterTheLastAccepted(policy, read(policy).policy());
  }

  private KnownPolicy afterTheLastAccepted(SessionPolicy policy, KnownPolicy now) {
    return switch (now.terms()) {
      case Terms.Accepted _ -> now;
      case Terms.Unaccepted _ ->
          configMaps
              .lastAccepted(policy)
              .map(spec -> PolicyTerms.injection(now.name(), spec, defaults))
              .<Terms>map(Terms.Accepted::new)
              .map(was -> new KnownPolicy(now.namespace(), now.name(), now.selector(), was))
              .orElse(now);
    };
  }

  /// What a policy says now. Asks the API server for the namespace of a policy that redirects, for
  /// the ConfigMap of one that has none yet, and for nothing else.
  public Reading read(SessionPolicy policy) {
    var meta = policy.getMetadata();
    var injection = PolicyTerms.injection(meta.getName(), policy.getSpec(), defaults);
    return switch (rendering.render(policy)) {
      case Rendering.Rendered.Refused(var problems) ->
          reading(policy, new Terms.Unaccepted("Invalid", problems), Optional.empty());
      case Rendering.Rendered.Usable(var config) ->
          reading(
              policy,
              ResourceRules.broken(injection.sidecar())
                  .or(() -> forbidden(meta.getNamespace(), injection))
                  .or(() -> configMaps.taken(policy).map(TermsSource::configMapTaken))
                  .orElseGet(() -> new Terms.Accepted(injection)),
              Optional.of(config));
    };
  }

  /// A policy while the cluster cannot be asked what it allows.
  KnownPolicy unjudged(SessionPolicy policy, KubernetesClientException failure) {
    var message =
        "the operator could not ask the API server what the policy may do, and tries again: "
            + failure.getMessage();
    var unknown = reading(policy, new Terms.Unaccepted("Unknown", message), Optional.empty());
    return afterTheLastAccepted(policy, unknown.policy());
  }

  private static Reading reading(
      SessionPolicy policy, Terms terms, Optional<SidecarConfig> config) {
    var meta = policy.getMetadata();
    var selector = PolicyTerms.selector(policy.getSpec().selector());
    return new Reading(
        new KnownPolicy(meta.getNamespace(), meta.getName(), selector, terms), config);
  }

  private Optional<Terms> forbidden(String namespace, Injection injection) {
    return injection.takeover() instanceof Takeover.Redirect
        ? podSecurity(namespace)
            .filter(WITHOUT_NET_ADMIN::contains)
            .map(level -> redirectNotAllowed(namespace, level))
        : Optional.empty();
  }

  private Optional<String> podSecurity(String namespace) {
    return Optional.ofNullable(client.namespaces().withName(namespace).get())
        .map(
            found ->
                Objects.requireNonNullElse(
                    found.getMetadata().getLabels(), Map.<String, String>of()))
        .map(labels -> labels.get(LEVEL));
  }

  private static Terms configMapTaken(String name) {
    return new Terms.Unaccepted(
        "ConfigMapTaken",
        "the ConfigMap %s is not this policy's and is left as it is: delete it or give it another name, or give the policy one"
            .formatted(name));
  }

  private static Terms redirectNotAllowed(String namespace, String level) {
    return new Terms.Unaccepted(
        "RedirectNotAllowed",
        "spec.traffic.takeover: Redirect needs an init container with NET_ADMIN, which the Pod"
            + " Security level %s of namespace %s forbids: use MoveApp or Manual, or another level"
                .formatted(level, namespace));
  }
}
