package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshWindowTableTest {
  private static final Path PAGE = Path.of("../docs/sessions.md");
  private static final RefreshWindow USUAL =
      new RefreshWindow(Duration.ofMinutes(2), Duration.ofMinutes(10));

  @ParameterizedTest
  @CsvSource({"1h", "10m", "2m", "1m"})
  void thePageTellsTheWindowOfEachLifetime(String lifetime) throws IOException {
    var window = USUAL.forLifetime(duration(lifetime));

    assertThat(Files.readAllLines(PAGE))
        .contains(
            "| %s | %s | %s |".formatted(lifetime, text(window.margin()), text(window.early())));
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text);
  }

  private static String text(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
