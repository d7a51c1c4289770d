package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A volume that hangs while a changed configuration is put in force. A pipe stands for it.
class SlowSecretTest {
  private static final int PATIENCE_SECONDS = 20;

  @TempDir Path folder;

  @Test
  void aSecretFileThatIsSlowToReadHoldsNoRequest() throws Exception {
    var pipe = folder.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    var config = RunningSidecar.config(_ -> {});

    try (var running = RunningSidecar.running(folder, config)) {
      assertThat(running.answerTo("GET /dashboard HTTP/1.1")).contains(" 502 ");
      Files.writeString(folder.resolve("sidecar.json"), requiring(config, pipe).toString());

      try (var slow = writerOnceSomebodyReads(pipe)) {
        assertThat(running.answerTo("GET /dashboard HTTP/1.1")).contains(" 502 ");
        slow.write("key-that-came-slowly".getBytes(StandardCharsets.UTF_8));
      }

      await()
          .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .until(() -> running.answerTo("GET /dashboard HTTP/1.1").contains(" 401 "));
    }
  }

  private static ObjectNode requiring(ObjectNode config, Path key) {
    var next = config.deepCopy();
    RunningSidecar.object(next, "supabase").put("publishableKeyFile", key.toString());
    var route = next.putArray("routes").addObject();
    route.put("path", "/dashboard").put("session", "Require").put("signIn", "/login");
    route.put("pathPattern", "").put("assurance", "aal1").put("stepUp", "");
    for (var list : List.of("methods", "hosts", "headers", "roles", "claims")) {
      route.putArray(list);
    }
    return next;
  }

  /// A pipe opens for writing as soon as it is open for reading. Its name belongs to an ordinary
  /// file by then, so that nobody waits for it again.
  private OutputStream writerOnceSomebodyReads(Path pipe) throws Exception {
    var writer =
        CompletableFuture.supplyAsync(() -> openToWrite(pipe))
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    var file = Files.createFile(folder.resolve("file"));
    Files.move(file, pipe, StandardCopyOption.REPLACE_EXISTING);
    return writer;
  }

  private static OutputStream openToWrite(Path pipe) {
    try {
      return Files.newOutputStream(pipe, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
