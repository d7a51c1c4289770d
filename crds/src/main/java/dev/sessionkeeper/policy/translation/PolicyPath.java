package dev.sessionkeeper.policy.translation;

import dev.sessionkeeper.contract.Problem;
import java.util.Map;

/// Tells a problem of the contract in the path of the policy's member that it comes from.
final class PolicyPath {
  private static final Map<String, String> RENAMED =
      Map.of(
          "logLevel", "sidecar.logLevel",
          "listener.port", "traffic.port",
          "admin.port", "traffic.port",
          "upstream.port", "traffic.port",
          "supabase.publishableKeyFile", "supabase.publishableKey",
          "verify.jwtSecretFile", "verify.jwtSecret");

  private PolicyPath() {}

  static Problem of(Problem problem) {
    var path = problem.path();
    return new Problem(
        "spec." + RENAMED.getOrDefault(path, path), problem.expected(), problem.found());
  }
}
