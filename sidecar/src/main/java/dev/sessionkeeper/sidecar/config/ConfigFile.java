package dev.sessionkeeper.sidecar.config;

import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfigReader;
import dev.sessionkeeper.policy.translation.Placement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The configuration file that the sidecar was started with. Belongs to one thread at a time.
public final class ConfigFile {
  private final Path path;
  private final Path secrets;
  private volatile FileMark mark = FileMark.MISSING;

  /// A file that holds the configuration itself or a policy.
  ///
  /// @param secrets the directory of the secrets that a policy names
  public ConfigFile(Path path, Path secrets) {
    this.path = path;
    this.secrets = secrets;
  }

  /// Reads and validates the file. Blocks.
  public ConfigReading read() {
    // The mark is taken first: a change while the file is being read is seen by the next look.
    mark = FileMark.of(path);
    return switch (BoundedFile.read(path, SidecarConfigReader.LONGEST_TEXT)) {
      case BoundedFile.Content.Text(var text) ->
          PolicyFile.is(text)
              ? PolicyFile.read(text, Placement.laptop(secrets))
              : SidecarConfigReader.read(text);
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
