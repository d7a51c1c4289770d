package dev.sessionkeeper.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program that runs to its end with the kubeconfig of the cluster, such as `helm` or `kubectl`.
final class Command {
  private final String program;
  private final Map<String, String> environment;

  Command(String program, Map<String, String> environment) {
    this.program = program;
    this.environment = Map.copyOf(environment);
  }

  /// How it went.
  ///
  /// @param output what it printed, both streams
  record Result(String command, int status, String output) {
    /// @throws AssertionError with command and output, unless it succeeded
    String successful() {
      if (status != 0) {
        throw new AssertionError("%s: status %d%n%s".formatted(command, status, output));
      }
      return output;
    }
  }

  /// Runs it; the output.
  ///
  /// @throws AssertionError with the output if it fails
  String run(String... arguments) {
    return result(arguments).successful();
  }

  /// Runs it with a text, such as a manifest, as its input; the output.
  ///
  /// @throws AssertionError with the output if it fails
  String runWith(String input, String... arguments) {
    return resultWith(input, arguments).successful();
  }

  Result result(String... arguments) {
    return resultWith("", arguments);
  }

  Result resultWith(String input, String... arguments) {
    var command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(String.join(" ", command), process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(
          program + " cannot be run: start the cluster tests with e2e/cluster/run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A script of this repository.
  static Command script(Path path) {
    return new Command(path.toString(), Map.of());
  }
}
