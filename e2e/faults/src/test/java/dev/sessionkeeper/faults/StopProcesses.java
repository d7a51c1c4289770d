package dev.sessionkeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.processes.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// How a sidecar ends that shares a store.
class StopProcesses {
  private static final Path FOLDER = Path.of("target", "processes", "stop");
  private static final SidecarFile.Patience WAITS =
      new SidecarFile.Patience(Duration.ofSeconds(3), Duration.ofMillis(500));
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void aStopIsNoOutageOfTheStore() throws IOException {
    var auth = new AuthServer.Settings(Duration.ofHours(1), Duration.ofSeconds(10));
    try (var stage = Stage.set(new Stage.Setting(FOLDER, auth, Stage.Store.REDIS, WAITS))) {
      Waiting.until("the sidecars are well", PATIENCE, stage::isWell);

      assertThat(stage.sidecar(0).terminate()).isZero();
    }

    assertThat(linesSinceTheDrain())
        .contains("sidecar has stopped")
        .doesNotContain("the shared store does not serve", "\"level\":\"error\"");
  }

  private static String linesSinceTheDrain() throws IOException {
    var log = Files.readString(FOLDER.resolve("sidecar-1.log"));
    return log.substring(log.lastIndexOf("sidecar is draining"));
  }
}
