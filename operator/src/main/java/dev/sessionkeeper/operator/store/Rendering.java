package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.policy.resource.SessionPolicy;

/// Makes of a policy what its sidecars read.
@FunctionalInterface
public interface Rendering {
  Rendered render(SessionPolicy policy);

  /// What came of it.
  sealed interface Rendered {

    /// A configuration.
    record Usable(SidecarConfig config) implements Rendered {}

    /// A policy that cannot be followed.
    ///
    /// @param problems with their paths, in one sentence
    record Refused(String problems) implements Rendered {}
  }
}
