package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.injection.InjectionDecision;
import dev.sessionkeeper.operator.injection.Marks;
import dev.sessionkeeper.operator.injection.Refusal;
import dev.sessionkeeper.operator.injection.SkipReason;
import dev.sessionkeeper.operator.policy.KnownPolicy;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.policy.PolicyMatch;
import dev.sessionkeeper.operator.policy.Terms;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Decides about a pod: opt-out, match, terms of the policy, the pod itself, in this order.
final class Admission {
  private Admission() {}

  static InjectionDecision decide(String namespace, Pod pod, PolicyIndex policies) {
    var labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of());
    if ("false".equals(labels.get(Marks.INJECT_LABEL))) {
      return new InjectionDecision.Skip(SkipReason.OPTED_OUT);
    }
    return switch (policies.match(namespace, labels)) {
      case PolicyMatch.None() -> new InjectionDecision.Skip(SkipReason.NO_POLICY);
      case PolicyMatch.Ambiguous(var names) -> refuse(names);
      case PolicyMatch.One(var policy) -> byTerms(pod, policy);
    };
  }

  private static InjectionDecision byTerms(Pod pod, KnownPolicy policy) {
    return switch (policy.terms()) {
      case Terms.Accepted(var injection) -> InjectionDecision.of(pod, injection);
      case Terms.Unaccepted(_, var message) ->
          new InjectionDecision.Refuse(
              new Refusal(
                  Refusal.Reason.POLICY_NOT_ACCEPTED,
                  "SessionPolicy %s selects the pod and cannot be used: %s"
                      .formatted(policy.name(), message)));
    };
  }

  private static InjectionDecision refuse(List<String> names) {
    return new InjectionDecision.Refuse(
        new Refusal(
            Refusal.Reason.AMBIGUOUS_POLICY,
            "%d SessionPolicies select the pod: %s; change their selectors so that one does"
                .formatted(names.size(), String.join(", ", names))));
  }
}
