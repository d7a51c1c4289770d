package dev.sessionkeeper.sidecar;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// What the command line asks for.
sealed interface CommandLine {

  /// The text of `--help`.
  String HELP =
      """
      Usage: java -jar sidecar.jar --config FILE

      Keeps the Supabase sessions of the application behind it alive. Everything it has to
      know stands in FILE (JSON; see docs/reference/sidecar-config.md); a changed file is
      put in force without a restart.

        --config FILE   the configuration
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
  record Run(Path config) implements CommandLine {}

  /// Print the help.
  record Help() implements CommandLine {}

  /// Print the version.
  record Version() implements CommandLine {}

  /// Nothing that can be done.
  ///
  /// @param message what was wrong with it
  record Wrong(String message) implements CommandLine {}

  static CommandLine of(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      return new Help();
    }
    if (arguments.contains("--version")) {
      return new Version();
    }
    if (arguments.size() == 1 && arguments.getFirst().startsWith("--config=")) {
      return run(arguments.getFirst().substring("--config=".length()));
    }
    if (arguments.size() == 2 && arguments.getFirst().equals("--config")) {
      return run(arguments.getLast());
    }
    return new Wrong("expected --config FILE");
  }

  private static CommandLine run(String file) {
    try {
      return file.isEmpty() ? new Wrong("expected a file after --config") : new Run(Path.of(file));
    } catch (InvalidPathException e) {
      return new Wrong("expected the path of a file after --config");
    }
  }
}
