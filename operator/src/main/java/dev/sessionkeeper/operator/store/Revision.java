package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.policy.resource.PolicyCondition;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import java.util.Optional;

/// Which state of a policy was judged. The generation changes with the specification alone. What
/// the leader found of it counts as well: whether a namespace lets a policy redirect may change
/// while the policy stays, and the leader looks from time to time.
///
/// @param accepted the reason of the condition `Accepted`; empty while there is none
record Revision(String uid, long generation, String accepted) {

  static Revision of(SessionPolicy policy) {
    var meta = policy.getMetadata();
    var accepted =
        Optional.ofNullable(policy.getStatus()).stream()
            .flatMap(status -> status.conditions().stream())
            .filter(condition -> condition.type() == PolicyCondition.Type.ACCEPTED)
            .map(PolicyCondition::reason)
            .findFirst();
    return new Revision(meta.getUid(), meta.getGeneration(), accepted.orElse(""));
  }
}
