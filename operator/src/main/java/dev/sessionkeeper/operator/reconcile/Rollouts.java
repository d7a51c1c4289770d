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
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
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

  /// What was done for one shape. A new leader does it again, which changes nothing, as the
  /// annotation is the same.
  private record Told(
      String shape,
      Set<PodFacts.Owner> rolled,
      Set<PodFacts.Owner> stuck,
      Map<PodFacts.Owner, String> held) {

    static Told of(String shape) {
      return new Told(shape, new HashSet<>(), new HashSet<>(), new HashMap<>());
    }

    RolloutPlan.Progress progress() {
      return new RolloutPlan.Progress(rolled, stuck, held);
    }
  }

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
    var done =
        told.compute(
            policy,
            (_, before) ->
                before != null && before.shape().equals(shape) ? before : Told.of(shape));
    var next =
        RolloutPlan.next(
            picture, rollout.maxUnavailable(), rollout.pauseOnErrors(), done.progress());
    switch (next) {
      case RolloutStep.Nothing() -> {
        done.rolled().clear();
        done.held().clear();
      }
      case RolloutStep.Wait _ -> {}
      case RolloutStep.Paused(var message) ->
          events.tell(about, Events.Type.WARNING, "RolloutPaused", message);
      case RolloutStep.Roll(var due) -> due.forEach(owner -> roll(policy, about, owner, done));
    }
    return next;
  }

  private void roll(PolicyKey policy, ObjectReference about, PodFacts.Owner owner, Told done) {
    try {
      workloads
          .roll(policy.namespace(), owner, done.shape())
          .ifPresentOrElse(what -> told(about, owner, what, done), () -> stuck(about, owner, done));
    } catch (KubernetesClientException e) {
      // Tried again with the next look; the policy's status is written all the same.
      events.tell(
          about,
          Events.Type.WARNING,
          "CannotRollOut",
          "%s %s was not told to make its pods anew, and will be again: %s"
              .formatted(owner.kind(), owner.name(), e.getMessage()));
    }
  }

  private void told(ObjectReference about, PodFacts.Owner owner, Workloads.Told told, Told done) {
    told.held()
        .ifPresentOrElse(
            why -> held(about, owner, why, done), () -> rolled(about, owner, told.what(), done));
  }

  private void held(ObjectReference about, PodFacts.Owner owner, String why, Told done) {
    done.held().put(owner, why);
    events.tell(about, Events.Type.WARNING, "CannotRollOut", why);
  }

  private void rolled(ObjectReference about, PodFacts.Owner owner, String what, Told done) {
    done.rolled().add(owner);
    events.tell(
        about,
        Events.Type.NORMAL,
        "RollingOut",
        what + " makes its pods anew, for the current shape of their sidecar");
  }

  private void stuck(ObjectReference about, PodFacts.Owner owner, Told done) {
    done.stuck().add(owner);
    events.tell(
        about,
        Events.Type.WARNING,
        "CannotRollOut",
        "pods of %s %s are outdated or have no sidecar, and nothing makes them anew: delete them yourself"
            .formatted(owner.kind(), owner.name()));
  }
}
