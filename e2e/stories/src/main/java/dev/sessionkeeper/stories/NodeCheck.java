package dev.sessionkeeper.stories;

import dev.sessionkeeper.processes.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs one of the app's scripts that hold our assumptions against the installed npm packages.
final class NodeCheck {
  private NodeCheck() {}

  /// Runs it to its end; the output.
  ///
  /// @throws IllegalStateException with the last lines of the output if it fails
  static String run(String name, List<String> arguments, Map<String, String> environment) {
    var command = new ArrayList<>(List.of(NextApp.NODE));
    command.addAll(arguments);
    var program = Program.start(name, Stage.OUTPUT, command, environment);
    program.awaitSuccess();
    return program.output();
  }

  /// The path of a script below `checks`.
  static String script(String name) {
    return NextApp.HOME.resolve("checks").resolve(name).toString();
  }
}
