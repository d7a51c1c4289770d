package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.Pod;

/// What becomes of a pod that is about to be created.
public sealed interface InjectionDecision {

  /// It is injected.
  ///
  /// @param pod as it shall be
  record Inject(String policy, Pod pod) implements InjectionDecision {}

  /// It is admitted as it is.
  record Skip(SkipReason reason) implements InjectionDecision {}

  /// It is not admitted.
  record Refuse(Refusal refusal) implements InjectionDecision {}

  /// Decides about a pod that one policy selects.
  static InjectionDecision of(Pod pod, Injection injection) {
    var skipped = PodCheck.skipped(pod, injection);
    if (skipped.isPresent()) {
      return new Skip(skipped.get());
    }
    var refused = PodCheck.refused(pod, injection);
    if (refused.isPresent()) {
      return new Refuse(refused.get());
    }
    return switch (AppContainer.in(pod, injection)) {
      case AppContainer.Missing(var refusal) -> new Refuse(refusal);
      case AppContainer.Found(var name) ->
          new Inject(injection.policy(), Injector.inject(pod, injection, name));
    };
  }
}
