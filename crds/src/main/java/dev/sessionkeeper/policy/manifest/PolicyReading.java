package dev.sessionkeeper.policy.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfig.PolicyReference;
import java.util.List;

/// What came of reading a policy.
public sealed interface PolicyReading {

  /// A policy that the schema allows, its defaults applied.
  ///
  /// @param spec `spec` as a tree, every default in its place
  /// @param ignored paths of members that this version does not know
  record Valid(PolicyReference reference, JsonNode spec, List<String> ignored)
      implements PolicyReading {
    public Valid {
      ignored = List.copyOf(ignored);
    }
  }

  /// A policy that the schema does not allow.
  ///
  /// @param problems all of them; never empty
  record Invalid(List<Problem> problems) implements PolicyReading {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
