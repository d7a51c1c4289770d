package dev.sessionkeeper.operator.policy;

import dev.sessionkeeper.operator.injection.Injection;

/// What a policy says about pods.
public sealed interface Terms {

  /// How they are injected.
  record Accepted(Injection injection) implements Terms {}

  /// Nothing that could be done.
  ///
  /// @param reason for programs, as the condition `Accepted` has it
  /// @param message what is wrong and what to do
  record Unaccepted(String reason, String message) implements Terms {}
}
