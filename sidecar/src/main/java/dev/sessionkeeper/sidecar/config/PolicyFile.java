package dev.sessionkeeper.sidecar.config;

import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.policy.translation.Placement;
import dev.sessionkeeper.policy.translation.Translation;
import java.util.regex.Pattern;

/// A configuration file that holds a `SessionPolicy`. What reads YAML and the schema is loaded for
/// such a file only: in a pod, where the operator writes the contract, it costs no memory.
final class PolicyFile {
  private static final Pattern IN_JSON = Pattern.compile("\"(?:kind|apiVersion)\"\\s*:");
  private static final Pattern IN_YAML =
      Pattern.compile("(?m)^[\"']?(?:kind|apiVersion)[\"']?\\s*:");

  private PolicyFile() {}

  /// Whether a text means to be a manifest: it has a kind, which the contract never has.
  static boolean is(String text) {
    return (text.stripLeading().startsWith("{") ? IN_JSON : IN_YAML).matcher(text).find();
  }

  static ConfigReading read(String text, Placement placement) {
    return switch (Translation.ofManifest(text, placement)) {
      case Translation.Usable(var config, var ignored) -> new ConfigReading.Valid(config, ignored);
      case Translation.Refused(var problems) -> new ConfigReading.Invalid(problems);
    };
  }
}
