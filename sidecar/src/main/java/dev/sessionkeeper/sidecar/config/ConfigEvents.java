package dev.sessionkeeper.sidecar.config;

import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfig;
import java.util.List;

/// Hears what became of the files of the configuration; called on the event loop.
public interface ConfigEvents {

  /// Another configuration is in force.
  ///
  /// @param ignored members that this version does not know
  /// @param afterRestart members whose new value waits for a restart
  void replaced(SidecarConfig config, List<String> ignored, List<String> afterRestart);

  /// The file has changed and may not be used; the configuration before it stays in force.
  void refused(List<Problem> problems);

  /// A secret was read anew or went missing.
  ///
  /// @param complaints one sentence for each secret that is missing now
  void secretsChanged(List<String> complaints);
}
