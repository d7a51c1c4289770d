package dev.sessionkeeper.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/// The sidecar as a child process, as its image runs it: with the same flags, environment, and an
/// archive of its classes, which halves what a start costs.
public final class SidecarProgram {
  private static final Path JAR = Project.file("sidecar/target/sidecar.jar");
  private static final Path FLAGS = Project.file("sidecar/java.options");
  private static final Path CLASSES = Project.file("images/sidecar.classes");
  private static final Path ARCHIVE = Project.file("sidecar/target/e2e/sidecar.jsa");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("MALLOC_ARENA_MAX", "1", "MALLOC_MMAP_THRESHOLD_", "32000");

  private SidecarProgram() {}

  /// Starts one; its output goes to a file of the folder.
  ///
  /// @param config the file that `--config` names
  /// @throws IllegalStateException if the archive cannot be made, with what was said
  public static Program start(String name, Path folder, Path config) {
    makeArchive(folder);
    var command =
        List.of(
            Project.JAVA,
            "@" + FLAGS,
            "-XX:SharedArchiveFile=" + ARCHIVE,
            "-jar",
            JAR.toString(),
            "--config",
            config.toString());
    return Program.start(name, folder, command, ENVIRONMENT);
  }

  /// Once for the same jar; other processes may want it at the same moment.
  private static synchronized void makeArchive(Path folder) {
    try {
      Files.createDirectories(ARCHIVE.getParent());
      var lock = ARCHIVE.resolveSibling("lock");
      try (var one = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = one.lock()) {
        if (!isUpToDate()) {
          var script = Project.file("images/archive").toString();
          var unfinished = ARCHIVE.resolveSibling("unfinished.jsa");
          var command = List.of(script, Project.JAVA, JAR.toString(), unfinished.toString());
          Program.start("class archive", folder, command, Map.of()).awaitSuccess();
          Files.move(unfinished, ARCHIVE, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the class archive of the sidecar", e);
    }
  }

  private static boolean isUpToDate() throws IOException {
    if (!Files.exists(ARCHIVE)) {
      return false;
    }
    var made = Files.getLastModifiedTime(ARCHIVE);
    for (var source : List.of(JAR, FLAGS, CLASSES)) {
      if (Files.getLastModifiedTime(source).compareTo(made) >= 0) {
        return false;
      }
    }
    return true;
  }
}
