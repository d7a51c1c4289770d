package dev.sessionkeeper.processes;

import java.nio.file.Files;
import java.nio.file.Path;

/// What programs are started from: the JDK that runs this one, and the files of the project.
public final class Project {
  /// The `java` that runs this program.
  public static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final Path ROOT = root();

  private Project() {}

  /// A file of the project, wherever in it this program was started.
  public static Path file(String path) {
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
