package dev.sessionkeeper.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that tests make and people review. `-Dgolden=update` writes them anew.
public final class Golden {
  private Golden() {}

  public static void check(Path file, String made) throws IOException {
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, made);
    }
    assertThat(Files.readString(file)).as("%s; update with -Dgolden=update", file).isEqualTo(made);
  }
}
