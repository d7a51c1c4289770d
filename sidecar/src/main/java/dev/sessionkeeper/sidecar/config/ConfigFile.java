package dev.sessionkeeper.sidecar.config;

import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfigReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The configuration file that the sidecar was started with. Belongs to one thread at a time.
public final class ConfigFile {
  private final Path path;
  private volatile FileMark mark = FileMark.MISSING;

  public ConfigFile(Path path) {
    this.path = path;
  }

  /// Reads and validates the file. Blocks.
  public ConfigReading read() {
    // The mark is taken first: a change while the file is being read is seen by the next look.
    mark = FileMark.of(path);
    return switch (BoundedFile.read(path, SidecarConfigReader.LONGEST_TEXT)) {
      case BoundedFile.Content.Text(var json) -> SidecarConfigReader.read(json);
      case BoundedFile.Content.Unreadable(var reason) ->
          new ConfigReading.Invalid(
              List.of(new Problem("(file)", "a readable file", "one that " + reason)));
    };
  }

  /// Reads the file again if it has changed since it was last read. Blocks.
  Optional<ConfigReading> look() {
    return FileMark.of(path).equals(mark) ? Optional.empty() : Optional.of(read());
  }
}
