package dev.sessionkeeper.operator.policy;

import java.util.List;

/// The policies that select a pod.
public sealed interface PolicyMatch {

  /// None does.
  record None() implements PolicyMatch {}

  /// One does.
  record One(KnownPolicy policy) implements PolicyMatch {}

  /// Several do.
  ///
  /// @param names in alphabetical order, so that the answer is the same each time
  record Ambiguous(List<String> names) implements PolicyMatch {

    public Ambiguous {
      names = List.copyOf(names);
    }
  }
}
