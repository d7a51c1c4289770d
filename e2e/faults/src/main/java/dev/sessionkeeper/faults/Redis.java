package dev.sessionkeeper.faults;

import dev.sessionkeeper.processes.Loopback;
import dev.sessionkeeper.processes.Program;
import dev.sessionkeeper.processes.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Debian's `redis-server` without persistence: started again, it is empty.
final class Redis implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final int port = Loopback.freePort();
  private Program program;

  private Redis(Path folder) {
    this.folder = folder;
    this.program = run();
  }

  static Redis start(Path folder) {
    return new Redis(folder);
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  void kill() {
    program.kill();
  }

  void terminate() {
    program.terminate(PATIENCE);
  }

  void startAgain() {
    program = run();
  }

  /// Keeps its connections and answers nothing.
  void freeze() {
    program.suspend();
  }

  void thaw() {
    program.resume();
  }

  /// Forgets everything.
  void flush() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readNBytes("+OK\r\n".length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }

  private Program run() {
    var command =
        List.of(
            "redis-server",
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--loglevel",
            "warning");
    var started = Program.start("redis", folder, command, Map.of());
    Waiting.until("redis-server listens", PATIENCE, () -> Loopback.isOpen(port));
    started.checkAlive();
    return started;
  }
}
