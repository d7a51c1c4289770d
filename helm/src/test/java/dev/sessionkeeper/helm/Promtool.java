package dev.sessionkeeper.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Prometheus' own tool (Debian package `prometheus`), which knows what an expression is.
final class Promtool {

  private Promtool() {}

  /// What it said, and whether it was content.
  record Result(int code, String output) {}

  static Result run(Path folder, String... arguments) {
    var command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
    try {
      var process = started(folder, command);
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process started(Path folder, List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new IOException("promtool cannot be started: install Debian's package prometheus", e);
    }
  }
}
