package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.policy.translation.Placement;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the command line asks for.
sealed interface CommandLine {

  String CONFIG = "--config";
  String SECRETS = "--secrets";
  Set<String> OPTIONS = Set.of(CONFIG, SECRETS);
  String EXPECTED = "expected --config FILE [--secrets DIR]";

  /// The text of `--help`.
  String HELP =
      """
      Usage: java -jar sidecar.jar --config FILE [--secrets DIR]
             java -jar sidecar.jar inspect --help    what would it do with this session?
             java -jar sidecar.jar explain --help    which rule covers this request?

      Keeps the Supabase sessions of the application behind it alive. FILE is either the
      complete configuration (JSON; see docs/reference/sidecar-config.md) or a SessionPolicy
      (YAML or JSON; see docs/reference/sessionpolicy.md), whose defaults are applied; a
      changed file is put in force without a restart.

        --config FILE   the configuration or the policy
        --secrets DIR   for a policy: where the secrets are, a file DIR/<name>/<key> for
                        each {name, key}; default /etc/sessionkeeper/secrets
        --help          this text
        --version       the version

      Exit codes:
         0  stopped as asked; running requests were finished first (SIGTERM, SIGINT)
        64  the command line or the file is wrong; every problem is listed
        69  a port that the file names is in use or cannot be opened
        70  a bug

      An unreachable Auth server or a missing secret does not stop it: GET /readyz on the
      admin port tells the reasons, and it tries again.
      """;

  /// Run with this configuration file.
  ///
  /// @param secrets the directory of the secrets that a policy names
  record Run(Path config, Path secrets) implements CommandLine {}

  /// Answer a question and end.
  record Ask(Tool tool) implements CommandLine {}

  /// Print the help.
  record Help() implements CommandLine {}

  /// Print the version.
  record Version() implements CommandLine {}

  /// Nothing that can be done.
  ///
  /// @param message what was wrong with it
  record Wrong(String message) implements CommandLine {}

  static CommandLine of(List<String> arguments) {
    if (!arguments.isEmpty() && Tool.NAMES.contains(arguments.getFirst())) {
      return new Ask(Tool.of(arguments));
    }
    if (arguments.contains("--help") || arguments.contains("-h")) {
      return new Help();
    }
    if (arguments.contains("--version")) {
      return new Version();
    }
    return options(arguments);
  }

  private static CommandLine options(List<String> arguments) {
    var values = new HashMap<String, String>();
    for (var i = 0; i < arguments.size(); i++) {
      var parts = arguments.get(i).split("=", 2);
      var bare = parts.length == 1;
      if (!OPTIONS.contains(parts[0]) || (bare && i + 1 == arguments.size())) {
        return new Wrong(EXPECTED);
      }
      if (values.put(parts[0], bare ? arguments.get(++i) : parts[1]) != null) {
        return new Wrong("expected " + parts[0] + " once");
      }
    }
    return values.containsKey(CONFIG) ? run(values) : new Wrong(EXPECTED);
  }

  private static CommandLine run(Map<String, String> values) {
    var config = values.getOrDefault(CONFIG, "");
    var secrets = values.getOrDefault(SECRETS, Placement.POD.secrets());
    if (config.isEmpty()) {
      return new Wrong("expected a file after --config");
    }
    if (secrets.isEmpty()) {
      return new Wrong("expected a directory after --secrets");
    }
    try {
      return new Run(Path.of(config), Path.of(secrets));
    } catch (InvalidPathException e) {
      return new Wrong(
          "expected the path of a file after --config, of a directory after --secrets");
    }
  }
}
