package dev.sessionkeeper.operator.fleet;

import java.util.List;

/// What to do about pods whose shape is outdated, or that have no sidecar.
public sealed interface RolloutStep {

  /// Nothing: there are none, or people do it.
  record Nothing() implements RolloutStep {}

  /// Let these owners make their pods anew.
  record Roll(List<PodFacts.Owner> owners) implements RolloutStep {

    public Roll {
      owners = List.copyOf(owners);
    }
  }

  /// Not now: earlier ones are still under way, or wait for somebody.
  ///
  /// @param message for whom and what
  record Wait(String message) implements RolloutStep {}

  /// Not at all until somebody looks: refreshes fail more often than they should.
  record Paused(String message) implements RolloutStep {}
}
