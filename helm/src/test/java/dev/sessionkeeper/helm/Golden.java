package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that must equal what the chart gives; `-Dgolden=update` writes it, to be read in review.
final class Golden {
  private static final boolean UPDATE = "update".equals(System.getProperty("golden"));

  private Golden() {}

  static void assertEqual(Path file, String actual) throws IOException {
    if (UPDATE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(file).as("written by -Dgolden=update").exists();
    assertThat(actual).as("%s; -Dgolden=update takes it over", file).isEqualTo(text(file));
  }

  static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
