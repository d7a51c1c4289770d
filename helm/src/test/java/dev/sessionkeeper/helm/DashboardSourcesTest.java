package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The dashboards are what their sources say, and the sources fit the types that Grafana publishes.
class DashboardSourcesTest {
  private static final Path WRITTEN = Path.of("target/dashboards");

  @Test
  void dashboardsAreThoseOfTheSources() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("dashboards/build", WRITTEN.toString())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();

    try (var files = Files.list(WRITTEN)) {
      for (var file : files.toList()) {
        Golden.assertEqual(
            DashboardFile.FOLDER.resolve(file.getFileName()), Files.readString(file));
      }
    }
    assertThat(DashboardFile.all()).hasSize(WRITTEN.toFile().listFiles().length);
  }
}
