package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.operator.fleet.PodReader;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.RefusedPod;
import dev.sessionkeeper.operator.injection.InjectionDecision;
import dev.sessionkeeper.operator.injection.Refusal;
import dev.sessionkeeper.operator.injection.SkipReason;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.policy.PolicyMatch;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/// Tells decisions about pods to those who look at the pod's owner or at its policy: a pod that was
/// refused is nowhere to be described.
public final class DecisionEvents {
  private final Events events;
  private final RefusalNotes notes;
  private final PolicyIndex policies;
  private final BiFunction<String, String, Optional<SessionPolicy>> policyOf;
  private final Clock clock;

  /// @param policyOf a policy as it is, by namespace and name
  public DecisionEvents(
      Events events,
      RefusalNotes notes,
      PolicyIndex policies,
      BiFunction<String, String, Optional<SessionPolicy>> policyOf,
      Clock clock) {
    this.events = events;
    this.notes = notes;
    this.policies = policies;
    this.policyOf = policyOf;
    this.clock = clock;
  }

  /// Blocks.
  public void decided(String namespace, Pod pod, InjectionDecision decision) {
    switch (decision) {
      case InjectionDecision.Inject(var policy, _) ->
          owner(namespace, pod)
              .ifPresent(
                  owner ->
                      events.tell(
                          owner,
                          Events.Type.NORMAL,
                          "SidecarInjected",
                          "pods get the sidecar of SessionPolicy " + policy));
      case InjectionDecision.Skip(var reason) -> skipped(namespace, pod, reason);
      case InjectionDecision.Refuse(var refusal) -> refused(namespace, pod, refusal);
    }
  }

  private void skipped(String namespace, Pod pod, SkipReason reason) {
    switch (reason) {
      case NO_POLICY, OPTED_OUT, MIRROR_POD -> {}
      case RUNS_TO_COMPLETION ->
          owner(namespace, pod)
              .ifPresent(
                  owner ->
                      events.tell(
                          owner,
                          Events.Type.WARNING,
                          reason.spelling(),
                          "no sidecar: " + reason.sentence()));
    }
  }

  private void refused(String namespace, Pod pod, Refusal refusal) {
    var reason = refusal.reason().spelling();
    owner(namespace, pod)
        .ifPresent(owner -> events.tell(owner, Events.Type.WARNING, reason, refusal.message()));
    selecting(namespace, pod).stream()
        .flatMap(name -> policyOf.apply(namespace, name).stream())
        .forEach(policy -> refused(policy, pod, refusal));
  }

  private void refused(SessionPolicy policy, Pod pod, Refusal refusal) {
    var meta = policy.getMetadata();
    var reason = refusal.reason().spelling();
    events.tell(
        Events.about(policy),
        Events.Type.WARNING,
        reason,
        "a pod was refused (%s): %s".formatted(nameOf(pod), refusal.message()));
    notes.note(
        new PolicyKey(meta.getNamespace(), meta.getName()),
        new RefusedPod(
            PodReader.workload(pod),
            reason,
            refusal.message(),
            meta.getGeneration(),
            clock.instant()));
  }

  private List<String> selecting(String namespace, Pod pod) {
    var labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of());
    return switch (policies.match(namespace, labels)) {
      case PolicyMatch.None() -> List.of();
      case PolicyMatch.One(var policy) -> List.of(policy.name());
      case PolicyMatch.Ambiguous(var names) -> names;
    };
  }

  private static String nameOf(Pod pod) {
    var meta = pod.getMetadata();
    return Objects.requireNonNullElse(
        meta.getName(), Objects.requireNonNullElse(meta.getGenerateName(), "") + "*");
  }

  private static Optional<ObjectReference> owner(String namespace, Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
        .findFirst()
        .map(reference -> reference(namespace, reference));
  }

  private static ObjectReference reference(String namespace, OwnerReference owner) {
    return new ObjectReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withNamespace(namespace)
        .withName(owner.getName())
        .withUid(owner.getUid())
        .build();
  }
}
