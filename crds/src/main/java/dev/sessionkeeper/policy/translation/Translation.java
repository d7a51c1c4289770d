package dev.sessionkeeper.policy.translation;

import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.contract.SidecarConfig.PolicyReference;
import dev.sessionkeeper.contract.SidecarConfigReader;
import dev.sessionkeeper.policy.SessionPolicySpec;
import dev.sessionkeeper.policy.manifest.PolicyReader;
import dev.sessionkeeper.policy.manifest.PolicyReading;
import java.util.List;

/// What a policy means to its sidecars. Total: every policy is either usable or refused for
// reasons.
public sealed interface Translation {

  /// The policy can be followed.
  ///
  /// @param ignored paths of members that this version does not know
  record Usable(SidecarConfig config, List<String> ignored) implements Translation {
    public Usable {
      ignored = List.copyOf(ignored);
    }
  }

  /// The policy cannot be followed.
  ///
  /// @param problems all that the first failing step found, by the paths of the policy; never empty
  record Refused(List<Problem> problems) implements Translation {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /// Translates the spec of a policy in a cluster.
  static Translation of(PolicyReference reference, SessionPolicySpec spec, Placement placement) {
    return of(PolicyReader.read(reference, spec), placement);
  }

  /// Translates a manifest in YAML or JSON.
  static Translation ofManifest(String text, Placement placement) {
    return of(PolicyReader.read(text), placement);
  }

  private static Translation of(PolicyReading reading, Placement placement) {
    return switch (reading) {
      case PolicyReading.Invalid(var problems) -> new Refused(problems);
      case PolicyReading.Valid valid -> translated(valid, placement);
    };
  }

  /// The reader of the contract has the last word, so that operator and sidecar never disagree.
  private static Translation translated(PolicyReading.Valid policy, Placement placement) {
    var writing = ContractWriting.of(policy, placement);
    return switch (SidecarConfigReader.read(writing.tree().toString())) {
      case ConfigReading.Valid(var config, _) when writing.problems().isEmpty() ->
          new Usable(config, policy.ignored());
      case ConfigReading.Valid _ -> new Refused(writing.problems());
      case ConfigReading.Invalid(var problems) -> new Refused(PolicyPaths.of(problems));
    };
  }
}
