package dev.sessionkeeper.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What programs are started from.
class ProjectTest {

  @Test
  void filesAreFoundFromWithinAModule() {
    assertThat(Path.of("").toAbsolutePath()).endsWithRaw(Path.of("e2e", "processes"));

    assertThat(Project.file("verify")).isExecutable();
    assertThat(Path.of(Project.JAVA)).isExecutable();
  }
}
