package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is not configured costs nothing: a sidecar runs in every pod.
class UnusedStoreTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void withoutASharedStoreItsClientIsNotLoaded() throws IOException {
    assertThat(classesOfASidecar(_ -> {}))
        .contains("dev.sessionkeeper.sidecar.Sidecar")
        .doesNotContain("io.vertx.redis", "dev.sessionkeeper.sidecar.redis", "StoreTelemetry");
  }

  @Test
  void forAnApplicationOfHttp1NothingOfHttp2IsLoadedOnItsSide() throws IOException {
    assertThat(classesOfASidecar(_ -> {}))
        .contains("dev.sessionkeeper.sidecar.upstream.Http1Upstream")
        .doesNotContain("dev.sessionkeeper.sidecar.upstream.H2c", "Http2MultiplexHandler");
  }

  @Test
  void withOneItIs() throws IOException {
    var loaded =
        classesOfASidecar(
            config -> {
              var store = (ObjectNode) config.get("refresh").get("sharedStore");
              store.withArray("addresses").add("127.0.0.1:1");
              store.put("keysFile", folder.resolve("keys").toString());
            });

    assertThat(loaded).contains("dev.sessionkeeper.sidecar.redis.RedisStore", "StoreTelemetry");
  }

  @Test
  void withoutAPatternItsEngineIsNotLoaded() throws IOException {
    assertThat(classesOfASidecar(config -> ((ArrayNode) config.get("routes")).remove(2)))
        .contains("dev.sessionkeeper.contract.PathGlob")
        .doesNotContain("com.google.re2j");
  }

  @Test
  void withOneItIsLoaded() throws IOException {
    assertThat(classesOfASidecar(_ -> {})).contains("com.google.re2j.Pattern");
  }

  private String classesOfASidecar(Consumer<ObjectNode> changes) throws IOException {
    var config = RunningSidecar.config(changes);
    var file = folder.resolve("sidecar.json");
    var log = folder.resolve("classes.log");
    Files.writeString(file, config.toString());
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var sidecar =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xlog:class+load:file=" + log,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "--config",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      var port = config.get("admin").get("port").intValue();
      await().atMost(PATIENCE).until(() -> isOpen(port));
    } finally {
      sidecar.destroy();
      sidecar.onExit().join();
    }
    return Files.readString(log);
  }

  private static boolean isOpen(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
