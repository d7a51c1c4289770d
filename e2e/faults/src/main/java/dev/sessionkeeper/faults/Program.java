package dev.sessionkeeper.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A child process whose output goes to a file. It ends with this process, also when that is
/// interrupted.
final class Program implements AutoCloseable {
  private static final int LAST_LINES = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
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

  /// Starts a command. The output of a program that was started before is kept.
  ///
  /// @param folder where the output goes, to `name.log`
  /// @param environment on top of this process's own
  static Program start(
      String name, Path folder, List<String> command, Map<String, String> environment) {
    var log = folder.resolve(name + ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(folder);
      var process = builder.redirectOutput(Redirect.appendTo(log.toFile())).start();
      RUNNING.add(process);
      return new Program(name, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  /// Fails at once if the program, which is meant to serve, has ended.
  void checkAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "%s ended with status %d:%n%s".formatted(name, process.exitValue(), lastLines()));
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// SIGKILL: it ends in its tracks, and the kernel resets its connections.
  void kill() {
    process.destroyForcibly();
    await(PATIENCE);
  }

  /// SIGTERM.
  ///
  /// @param patience how long it may take to end
  /// @return its exit status, or that of SIGKILL if it took longer
  int terminate(Duration patience) {
    process.destroy();
    if (!await(patience)) {
      kill();
    }
    return process.exitValue();
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
    if (process.isAlive()) {
      resume();
      terminate(PATIENCE);
    }
    RUNNING.remove(process);
  }

  private boolean await(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signal(String signal) {
    var command = List.of("kill", "-" + signal, Long.toString(process.pid()));
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String lastLines() {
    try {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
