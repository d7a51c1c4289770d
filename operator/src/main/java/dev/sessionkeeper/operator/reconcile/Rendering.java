package dev.sessionkeeper.operator.reconcile;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.policy.resource.SessionPolicy;

/// Makes of a policy what its sidecars read.
@FunctionalInterface
public interface Rendering {
  SidecarConfig render(SessionPolicy policy);
}
