package dev.sessionkeeper.operator.reconcile;

import dev.sessionkeeper.operator.fleet.Picture;
import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.RolloutPlan;
import dev.sessionkeeper.operator.fleet.RolloutStep;
import dev.sessionkeeper.operator.injection.Injection;
import dev.sessionkeeper.operator.policy.Terms;
import dev.sessionkeeper.operator.store.Events;
import dev.sessionkeeper.operator.store.Workloads;
import dev.sessionkeeper.policy.Rollout;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Carries out the roll-outs of policies that ask for it.
final class Rollouts {
  private final Workloads workloads;
  private final Events events;
  private final Map<PolicyKey, Told> told = new ConcurrentHashMap<>();

  Rollouts(Workloads workloads, Events events) {
    this.workloads = workloads;
    this.events = events;
  }

  /// The owners that were told to make their pods anew, for one shape. A new leader tells them
  /// again, which changes nothing, as the annotation is the same.
  private record Told(String shape, Set<PodFacts.Owner> owners) {}

  /// Makes the next step of a policy's roll-out, if it has one.
  ///
  /// @return the step that was made
  RolloutStep step(PolicyKey policy, ObjectReference about, Picture picture, Rollout rollout) {
    return switch (rollout.strategy()) {
      case MANUAL -> {
        told.remove(policy);
        yield new RolloutStep.Nothing();
      }
      case AUTOMATIC ->
          switch (picture.terms()) {
            case Terms.Accepted(var injection) -> step(policy, about, picture, rollout, injection);
            case Terms.Unaccepted _ -> new RolloutStep.Nothing();
          };
    };
  }

  void forget(PolicyKey policy) {
    told.remove(policy);
  }

  private RolloutStep step(
      PolicyKey policy,
      ObjectReference about,
      Picture picture,
      Rollout rollout,
      Injection injection) {
    var shape = injection.shape();
    var owners =
        told.compute(
                policy,
                (_, before) ->
                    before != null && before.shape().equals(shape)
                        ? before
                        : new Told(shape, new HashSet<>()))
            .owners();
    var next = RolloutPlan.next(picture, rollout.maxUnavailable(), rollout.pauseOnErrors(), owners);
    switch (next) {
      case RolloutStep.Nothing() -> owners.clear();
      case RolloutStep.Wait _ -> {}
      case RolloutStep.Paused(var message) ->
          events.tell(about, Events.Type.WARNING, "RolloutPaused", message);
      case RolloutStep.Roll(var due) ->
          due.forEach(owner -> roll(policy, about, owner, shape, owners));
    }
    return next;
  }

  private void roll(
      PolicyKey policy,
      ObjectReference about,
      PodFacts.Owner owner,
      String shape,
      Set<PodFacts.Owner> owners) {
    workloads
        .roll(policy.namespace(), owner, shape)
        .ifPresentOrElse(
            what ->
                events.tell(
                    about,
                    Events.Type.NORMAL,
                    "RollingOut",
                    what + " makes its pods anew, for the current shape of their sidecar"),
            () ->
                events.tell(
                    about,
                    Events.Type.WARNING,
                    "CannotRollOut",
                    "pods of %s %s are outdated or have no sidecar, and nothing makes them anew:"
                            .formatted(owner.kind(), owner.name())
                        + " delete them yourself"));
    owners.add(owner);
  }
}
