package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `docs/troubleshooting.md`, which quotes messages word for word.
public final class TroubleshootingPage {
  private static final Path PAGE = Path.of("../docs/troubleshooting.md");

  private TroubleshootingPage() {}

  /// Asserts that the page quotes every line of a message as code.
  public static void assertQuotes(String message) throws IOException {
    var page = Files.readString(PAGE);
    assertThat(message).isNotBlank();
    assertThat(message.lines().map(String::strip))
        .allSatisfy(line -> assertThat(page).containsAnyOf("`" + line + "`", "\n" + line + "\n"));
  }
}
