package dev.sessionkeeper.policy.translation;

import dev.sessionkeeper.contract.Problem;
import java.util.List;
import java.util.Map;

/// Tells the problems of a contract by the paths of the policy that it was made from.
final class PolicyPaths {
  private static final Map<String, String> BY_MEMBER =
      Map.ofEntries(
          Map.entry("policy.namespace", "metadata.namespace"),
          Map.entry("policy.name", "metadata.name"),
          Map.entry("policy.generation", "metadata.generation"),
          Map.entry("listener.port", "spec.traffic.port"),
          Map.entry("upstream.port", "spec.traffic.port"),
          Map.entry("admin.port", "spec.traffic.port"),
          Map.entry("supabase.publishableKeyFile", "spec.supabase.publishableKey"),
          Map.entry("verify.jwtSecretFile", "spec.verify.jwtSecret"),
          Map.entry("refresh.sharedStore.passwordFile", "spec.refresh.sharedStore.password"),
          Map.entry("refresh.sharedStore.keysFile", "spec.refresh.sharedStore.encryptionKeys"),
          Map.entry("refresh.sharedStore.caFile", "spec.refresh.sharedStore.ca"),
          Map.entry("logLevel", "spec.sidecar.logLevel"));

  private PolicyPaths() {}

  static List<Problem> of(List<Problem> problems) {
    return problems.stream().map(PolicyPaths::of).distinct().toList();
  }

  private static Problem of(Problem problem) {
    var path = BY_MEMBER.getOrDefault(problem.path(), "spec." + problem.path());
    return new Problem(path, problem.expected(), problem.found());
  }
}
