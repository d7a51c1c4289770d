package dev.sessionkeeper.sidecar;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.contract.AppProbes;
import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.sidecar.config.ConfigFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/// A whole sidecar on ports of its own, made from the typical configuration with some changes.
final class RunningSidecar implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TYPICAL = Path.of("../crds/src/test/resources/sidecar-config.json");
  private static final int PATIENCE_MILLIS = 10_000;

  private final Sidecar sidecar;
  private final int port;

  private RunningSidecar(Sidecar sidecar, int port) {
    this.sidecar = sidecar;
    this.port = port;
  }

  /// The typical configuration on free ports of the loopback, with everything behind it missing.
  static ObjectNode config(Consumer<ObjectNode> changes) throws IOException {
    var config = (ObjectNode) JSON.readTree(Files.readString(TYPICAL));
    object(config, "listener").put("host", "127.0.0.1").put("port", freePort());
    object(config, "listener").put("drainTimeout", "0s");
    object(config, "admin").put("host", "127.0.0.1").put("port", freePort());
    object(config, "upstream").put("host", "127.0.0.1").put("port", freePort());
    object(config, "supabase").put("authUrl", "http://127.0.0.1:" + freePort());
    changes.accept(config);
    return config;
  }

  static ObjectNode object(ObjectNode config, String name) {
    return (ObjectNode) config.get(name);
  }

  static RunningSidecar running(Path folder, ObjectNode config) throws IOException {
    if (start(folder, config) instanceof Sidecar.Start.Running(var sidecar)) {
      return new RunningSidecar(sidecar, object(config, "listener").get("port").intValue());
    }
    throw new AssertionError("a port that was free is in use");
  }

  static Sidecar.Start start(Path folder, ObjectNode config) throws IOException {
    var path = folder.resolve("sidecar.json");
    Files.writeString(path, config.toString());
    var file = new ConfigFile(path, folder);
    if (file.read() instanceof ConfigReading.Valid reading) {
      return Sidecar.start(
          new World(Clock.systemUTC(), System::nanoTime, "test", AppProbes.NONE), file, reading);
    }
    throw new AssertionError("a configuration for a test is wrong");
  }

  /// Sends the head of a request and reads until the connection closes.
  String answerTo(String... lines) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var head = String.join("\r\n", lines) + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// A port where nobody listens.
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    sidecar.drain();
  }
}
