package dev.sessionkeeper.policy.translation;

import dev.sessionkeeper.contract.Problem;
import java.util.List;
import java.util.Map;

/// Tells the problems of a contract by the paths of the policy that it was made from.
final class PolicyPaths {
  private static final Map<String, String> BY_MEMBER =
      Map.of(
          "policy.namespace", "metadata.namespace",
          "policy.name", "metadata.name",
          "policy.generation", "metadata.generation",
          "listener.port", "spec.traffic.port",
          "upstream.port", "spec.traffic.port",
          "admin.port", "spec.traffic.port",
          "supabase.publishableKeyFile", "spec.supabase.publishableKey",
          "verify.jwtSecretFile", "spec.verify.jwtSecret",
          "logLevel", "spec.sidecar.logLevel");

  private PolicyPaths() {}

  static List<Problem> of(List<Problem> problems) {
    return problems.stream().map(PolicyPaths::of).distinct().toList();
  }

  private static Problem of(Problem problem) {
    var path = BY_MEMBER.getOrDefault(problem.path(), "spec." + problem.path());
    return new Problem(path, problem.expected(), problem.found());
  }
}
