package dev.sessionkeeper.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A child process whose output goes to `target/programs`. It ends with this process, also when
/// that is interrupted.
final class Program implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "programs");
  private static final int LAST_LINES = 30;
  private static final int STOP_SECONDS = 10;
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  private final String name;
  private final Path log;
  private final Process process;

  private Program(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /// Starts a command; `environment` comes on top of this process's own.
  static Program start(String name, List<String> command, Map<String, String> environment) {
    var log = LOGS.resolve(name.replace(' ', '-') + ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(LOGS);
      var process = builder.redirectOutput(log.toFile()).start();
      RUNNING.add(process);
      return new Program(name, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  /// Waits for the end of a program that ends by itself.
  ///
  /// @throws IllegalStateException with the last lines of its output if it fails
  void awaitSuccess() {
    try {
      if (process.waitFor() != 0) {
        throw failure("ended with status " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(name + ": interrupted", e);
    } finally {
      RUNNING.remove(process);
    }
  }

  /// Fails at once if the program, which is meant to serve, has ended.
  void checkAlive() {
    if (!process.isAlive()) {
      throw failure("ended with status " + process.exitValue());
    }
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stops it in its tracks: connections are still accepted by the kernel, and nobody answers.
  void suspend() {
    signal("STOP");
  }

  void resume() {
    signal("CONT");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      RUNNING.remove(process);
    }
  }

  private void signal(String signal) {
    var id = Long.toString(process.pid());
    start(name + " " + signal, List.of("kill", "-" + signal, id), Map.of()).awaitSuccess();
  }

  private IllegalStateException failure(String what) {
    var lines = output().lines().toList();
    var last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return new IllegalStateException("%s %s:%n%s".formatted(name, what, String.join("\n", last)));
  }
}
