package dev.sessionkeeper.faults;

import java.nio.file.Files;
import java.nio.file.Path;

/// The JDK that runs this program, and what it starts with it.
final class Java {
  static final String EXECUTABLE =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final Path ROOT = root();

  private Java() {}

  /// A file of the project, wherever in it this program was started.
  static Path ofProject(String path) {
    return ROOT.resolve(path);
  }

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("sidecar/java.options"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("start it within the project");
    }
    return folder;
  }
}
