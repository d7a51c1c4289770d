package dev.sessionkeeper.operator.webhook;

import dev.sessionkeeper.operator.fleet.PolicyKey;

/// Looks up a policy that the API server asks about and this replica has not heard of: another one
/// wrote the webhook entry a moment ago, and the watch has not told here yet.
@FunctionalInterface
public interface Latecomers {

  /// Learns of the policy, if it is there. Blocks; throws if the API server does not answer.
  void learn(PolicyKey policy);
}
