package dev.sessionkeeper.processes;

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
public final class Program implements AutoCloseable {
  private static final int LAST_LINES = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
  private static final Set<Path> LOGS = ConcurrentHashMap.newKeySet();

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

  /// Starts a command. The file of an earlier run is replaced; what a program of this name has
  /// printed in this run is kept.
  ///
  /// @param folder where the output goes, to `name.log`
  /// @param environment on top of this process's own
  public static Program start(
      String name, Path folder, List<String> command, Map<String, String> environment) {
    var log = folder.resolve(name.replace(' ', '-') + ".log").toAbsolutePath();
    var output = LOGS.add(log) ? Redirect.to(log.toFile()) : Redirect.appendTo(log.toFile());
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(folder);
      var process = builder.start();
      RUNNING.add(process);
      return new Program(name, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  /// Waits for the end of a program that ends by itself.
  ///
  /// @throws IllegalStateException with the last lines of its output if it fails
  public void awaitSuccess() {
    try {
      if (process.waitFor() != 0) {
        throw ended();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(name + ": interrupted", e);
    } finally {
      RUNNING.remove(process);
    }
  }

  /// Fails at once if the program, which is meant to serve, has ended.
  ///
  /// @throws IllegalStateException with the last lines of its output
  public void checkAlive() {
    if (!process.isAlive()) {
      throw ended();
    }
  }

  /// Whether it has not ended yet.
  public boolean isAlive() {
    return process.isAlive();
  }

  /// What programs of this name have printed in this run so far.
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// SIGKILL: it ends in its tracks, and the kernel resets its connections.
  public void kill() {
    process.destroyForcibly();
    await(PATIENCE);
  }

  /// SIGTERM.
  ///
  /// @param patience how long it may take to end
  /// @return its exit status, or that of SIGKILL if it took longer
  public int terminate(Duration patience) {
    process.destroy();
    if (!await(patience)) {
      kill();
    }
    return process.exitValue();
  }

  /// Stops it in its tracks: connections are still accepted by the kernel, and nobody answers.
  public void suspend() {
    signal("STOP");
  }

  /// Lets it go on.
  public void resume() {
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
      var status = new ProcessBuilder(command).start().waitFor();
      if (status != 0 && process.isAlive()) {
        throw new IllegalStateException("%s: status %d".formatted(command, status));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private IllegalStateException ended() {
    var lines = output().lines().toList();
    var last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return new IllegalStateException(
        "%s ended with status %d:%n%s"
            .formatted(name, process.exitValue(), String.join("\n", last)));
  }
}
