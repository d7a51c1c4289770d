package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

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
    return obstacle(pod, injection).orElseGet(() -> injected(pod, injection));
  }

  /// Why a pod is not injected; empty if it is. Costs little beside injecting it.
  static Optional<InjectionDecision> obstacle(Pod pod, Injection injection) {
    return PodCheck.skipped(pod, injection)
        .<InjectionDecision>map(Skip::new)
        .or(() -> PodCheck.refused(pod, injection).map(Refuse::new))
        .or(() -> AppContainer.in(pod, injection).missing().map(Refuse::new));
  }

  private static InjectionDecision injected(Pod pod, Injection injection) {
    return switch (AppContainer.in(pod, injection)) {
      case AppContainer.Missing(var refusal) -> new Refuse(refusal);
      case AppContainer.Found(var name) ->
          new Inject(injection.policy(), Injector.inject(pod, injection, name));
    };
  }
}
