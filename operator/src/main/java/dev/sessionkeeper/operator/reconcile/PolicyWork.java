package dev.sessionkeeper.operator.reconcile;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.operator.fleet.Coverage;
import dev.sessionkeeper.operator.fleet.Picture;
import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.RefusedPod;
import dev.sessionkeeper.operator.fleet.RolloutStep;
import dev.sessionkeeper.operator.fleet.SidecarReport;
import dev.sessionkeeper.operator.policy.KnownPolicy;
import dev.sessionkeeper.operator.policy.Terms;
import dev.sessionkeeper.operator.store.ClusterWatch;
import dev.sessionkeeper.operator.store.ConfigMaps;
import dev.sessionkeeper.operator.store.TermsSource;
import dev.sessionkeeper.operator.store.WebhookEntry;
import dev.sessionkeeper.operator.store.WebhookObjects;
import dev.sessionkeeper.operator.store.Workloads;
import dev.sessionkeeper.policy.Injection.FailurePolicy;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What there is to do for a policy, step by step.
public final class PolicyWork {
  private final ClusterWatch.Known known;
  private final Objects objects;
  private final Doing doing;
  private final Supplier<WebhookEntry.Address> webhook;
  private final Clock clock;
  private final LongSupplier nanos;

  /// The objects that a policy has.
  public record Objects(TermsSource terms, ConfigMaps configMaps, WebhookObjects webhooks) {}

  /// What is done to and learnt from pods.
  record Doing(Workloads workloads, PacedWork paced, SidecarAsker asker, Rollouts rollouts) {}

  /// @param webhook where the API server finds the webhook, as of now
  /// @param nanos a monotonic clock in nanoseconds
  PolicyWork(
      ClusterWatch.Known known,
      Objects objects,
      Doing doing,
      Supplier<WebhookEntry.Address> webhook,
      Clock clock,
      LongSupplier nanos) {
    this.known = known;
    this.objects = objects;
    this.doing = doing;
    this.webhook = webhook;
    this.clock = clock;
    this.nanos = nanos;
  }

  /// Whether there is such a policy, as far as is known.
  boolean knows(PolicyKey policy) {
    return known.policies().knows(policy.namespace(), policy.name());
  }

  Instant now() {
    return clock.instant();
  }

  long nanos() {
    return nanos.getAsLong();
  }

  /// Writes the policy's objects where they have to be written.
  ///
  /// The entry comes last: a pod that the webhook injects finds its ConfigMap.
  ///
  /// @return what the policy says now
  Terms write(SessionPolicy policy) {
    var reading = objects.terms().read(policy);
    var read = reading.policy();
    if (read.terms() instanceof Terms.Accepted) {
      reading.config().ifPresent(config -> writeConfig(policy, config));
    }
    objects.webhooks().apply(entry(policy, read), webhook.get());
    takeBackIfGone(keyOf(policy));
    return read.terms();
  }

  /// A policy may be deleted while it is looked at; its entry would stay for good then.
  private void takeBackIfGone(PolicyKey policy) {
    objects.webhooks().remove(policy, this::knows);
  }

  private void writeConfig(SessionPolicy policy, SidecarConfig config) {
    var key = keyOf(policy);
    long generation = policy.getMetadata().getGeneration();
    objects.configMaps().apply(policy, config);
    doing.asker().expect(key, generation);
    known.fleet().pods(key).stream()
        .filter(PodFacts::askable)
        .filter(pod -> behind(pod, generation))
        .forEach(pod -> hurry(pod, generation));
  }

  /// A pod whose sidecar has not told yet is not hurried: it may have started with the newest one.
  private boolean behind(PodFacts pod, long generation) {
    var follows = known.fleet().report(pod).map(SidecarReport::generation);
    return pod.configGeneration() < generation && follows.filter(at -> at < generation).isPresent();
  }

  private void hurry(PodFacts pod, long generation) {
    doing.paced().add(pod.uid(), () -> doing.workloads().hurry(pod, generation));
  }

  /// What is known of its pods.
  Picture picture(SessionPolicy policy, Terms terms) {
    var key = keyOf(policy);
    var pods = known.fleet().pods(key);
    var bySelection =
        pods.stream().collect(Collectors.partitioningBy(pod -> known.fleet().selects(key, pod)));
    var selected = bySelection.getOrDefault(true, List.of());
    return new Picture(
        policy.getMetadata().getGeneration(),
        terms,
        selected,
        bySelection.getOrDefault(false, List.of()),
        reports(pods),
        coverage(key, terms, selected),
        refused(policy, selected));
  }

  private Optional<RefusedPod> refused(SessionPolicy policy, List<PodFacts> selected) {
    long generation = policy.getMetadata().getGeneration();
    return known
        .refusals()
        .of(keyOf(policy))
        .filter(pod -> pod.stands(generation, selected, now()));
  }

  /// Makes the next step of its roll-out.
  ///
  /// @return the step that was made
  RolloutStep rollOut(SessionPolicy policy, ObjectReference about, Picture picture) {
    return doing.rollouts().step(keyOf(policy), about, picture, policy.getSpec().rollout());
  }

  private Map<String, SidecarReport> reports(List<PodFacts> pods) {
    var reports = new HashMap<String, SidecarReport>();
    pods.forEach(pod -> known.fleet().report(pod).ifPresent(said -> reports.put(pod.uid(), said)));
    return reports;
  }

  private Optional<Coverage> coverage(PolicyKey key, Terms terms, List<PodFacts> selected) {
    // A pod without sidecar is a matter of another condition.
    var injected = selected.stream().filter(PodFacts::injected).toList();
    if (injected.isEmpty() || !(terms instanceof Terms.Accepted(var injection))) {
      return Optional.empty();
    }
    return Optional.of(
        Coverage.of(
            injection.takeover(),
            injected,
            known.ways().services(key.namespace()),
            known.ways().routes(key.namespace())));
  }

  private static WebhookEntry entry(SessionPolicy policy, KnownPolicy read) {
    return new WebhookEntry(
        keyOf(policy),
        read.selector(),
        failurePolicy(policy.getSpec().injection().failurePolicy()));
  }

  private static WebhookEntry.FailurePolicy failurePolicy(FailurePolicy policy) {
    return switch (policy) {
      case FAIL -> WebhookEntry.FailurePolicy.FAIL;
      case IGNORE -> WebhookEntry.FailurePolicy.IGNORE;
    };
  }

  private static PolicyKey keyOf(SessionPolicy policy) {
    return new PolicyKey(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
  }
}
