package dev.sessionkeeper.sidecar.redis;

import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.sidecar.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Debian's `redis-server` on a port of the loopback, with `redis-cli` to ask it.
final class RedisServer implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final int port;
  private final Path folder;
  private final List<String> options;
  private List<String> cli = List.of();
  private Process process;

  private RedisServer(int port, List<String> options) {
    this.port = port;
    this.options = List.copyOf(options);
    this.folder = Folders.create("redis");
    this.process = run();
  }

  static RedisServer start(String... options) {
    return startAt(freePort(), options);
  }

  static RedisServer startAt(int port, String... options) {
    var server = new RedisServer(port, List.of(options));
    server.awaitPort();
    return server;
  }

  /// What `redis-cli` needs besides host and port.
  RedisServer askedWith(String... arguments) {
    cli = List.of(arguments);
    return this;
  }

  int port() {
    return port;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /// The output of one command.
  String ask(String... command) {
    var line = new ArrayList<>(List.of("redis-cli", "-h", "127.0.0.1", "-p", "" + port));
    line.addAll(cli);
    line.addAll(List.of(command));
    return output(line);
  }

  /// Everything that is stored, keys and values.
  String dump() {
    var all = new StringBuilder();
    for (var key : ask("KEYS", "*").lines().toList()) {
      all.append(key).append('\n').append(ask("TYPE", key)).append(ask("DUMP", key));
      all.append(ask("GET", key)).append(ask("HGETALL", key));
    }
    return all.toString();
  }

  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void startAgain() {
    process = run();
    awaitPort();
  }

  /// Keeps its connections and answers nothing.
  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    output(List.of("kill", "-" + name, "" + process.pid()));
  }

  private Process run() {
    var line =
        new ArrayList<>(
            List.of(
                "redis-server",
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--dir",
                folder.toString(),
                "--loglevel",
                "warning"));
    line.addAll(options);
    return started(line, folder.resolve("log"));
  }

  static Process started(List<String> line, Path log) {
    try {
      return new ProcessBuilder(line)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("apt-get install redis-server", e);
    }
  }

  private void awaitPort() {
    await().atMost(PATIENCE).until(() -> isOpen(port));
  }

  static boolean isOpen(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static String output(List<String> line) {
    try {
      var asked = new ProcessBuilder(line).redirectErrorStream(true).start();
      asked.getOutputStream().close();
      var text = new String(asked.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      asked.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return text;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("redis-cli could not be run", e);
    }
  }

  static int freePort() {
    // The bus of a cluster listens 10,000 above, so ports of clients are low ones.
    try (var socket = new ServerSocket(0)) {
      var port = 20_000 + socket.getLocalPort() % 10_000;
      return isOpen(port) ? freePort() : port;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    signal("CONT");
    kill();
    Folders.delete(folder);
  }
}
