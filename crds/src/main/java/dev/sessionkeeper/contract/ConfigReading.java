package dev.sessionkeeper.contract;

import java.util.List;

/// What came of reading a configuration.
public sealed interface ConfigReading {

  /// A configuration that may be used.
  ///
  /// @param ignored paths of members that this version does not know
  record Valid(SidecarConfig config, List<String> ignored) implements ConfigReading {
    public Valid {
      ignored = List.copyOf(ignored);
    }
  }

  /// A configuration that may not be used.
  ///
  /// @param problems all of them, in the order of the contract; never empty
  record Invalid(List<Problem> problems) implements ConfigReading {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
