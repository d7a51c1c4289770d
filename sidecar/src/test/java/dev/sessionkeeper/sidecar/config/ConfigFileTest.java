package dev.sessionkeeper.sidecar.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir private Path directory;

  @Test
  void anUnchangedFileIsNotReadAgain() throws IOException {
    var file = new ConfigFile(Files.writeString(directory.resolve("c.json"), "{}"));
    file.read();

    assertThat(file.look()).isEmpty();
    assertThat(file.look()).isEmpty();
  }

  @Test
  void aFileThatIsReplacedByARenameIsReadAgain() throws IOException {
    var path = Files.writeString(directory.resolve("c.json"), "{}");
    var file = new ConfigFile(path);
    file.read();

    Files.move(
        Files.writeString(directory.resolve("new.json"), "[]"),
        path,
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(file.look()).isPresent();
    assertThat(file.look()).isEmpty();
  }

  @Test
  void aTurnedDataLinkOfAMountedConfigMapIsSeen() throws IOException {
    var data = mountedVersion("..1", "{}");
    var file = new ConfigFile(directory.resolve("policy.json"));
    Files.createSymbolicLink(directory.resolve("..data"), data);
    Files.createSymbolicLink(directory.resolve("policy.json"), Path.of("..data", "policy.json"));
    file.read();

    Files.delete(directory.resolve("..data"));
    Files.createSymbolicLink(directory.resolve("..data"), mountedVersion("..2", "[]"));

    assertThat(file.look()).isPresent();
  }

  @Test
  void aFileThatVanishesIsAProblemAndItsReturnIsSeen() throws IOException {
    var path = Files.writeString(directory.resolve("c.json"), "{}");
    var file = new ConfigFile(path);
    file.read();

    Files.delete(path);
    var gone = file.look();
    Files.writeString(path, "{}");

    assertThat(gone)
        .contains(
            new ConfigReading.Invalid(
                List.of(new Problem("(file)", "a readable file", "one that does not exist"))));
    assertThat(file.look()).isPresent();
  }

  @Test
  void aDirectoryAndBytesThatAreNoTextAreProblems() throws IOException {
    var bytes = Files.write(directory.resolve("b"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(new ConfigFile(directory).read()).isInstanceOf(ConfigReading.Invalid.class);
    assertThat(new ConfigFile(bytes).read()).isInstanceOf(ConfigReading.Invalid.class);
  }

  private Path mountedVersion(String name, String text) throws IOException {
    var version = Files.createDirectory(directory.resolve(name));
    Files.writeString(version.resolve("policy.json"), text);
    return version;
  }
}
