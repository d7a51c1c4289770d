package dev.sessionkeeper.sidecar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FixedMembersTest {
  private static final Path PAGE = Path.of("../docs/reference/sidecar-config.md");

  @Test
  void theReferenceTellsWhichMembersWaitForARestart() throws IOException {
    var told =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.contains("| restart |"))
            .map(line -> line.split("`", -1)[1])
            .toList();

    assertThat(told).containsExactlyInAnyOrderElementsOf(FixedMembers.paths());
  }
}
