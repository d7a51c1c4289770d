package dev.sessionkeeper.sidecar.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private static final String POLICY =
      """
      apiVersion: sessionkeeper.dev/v1alpha1
      kind: SessionPolicy
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        supabase:
          url: https://abcdefghijklmnopqrst.supabase.co
          publishableKey: {name: supabase, key: publishable-key}
        traffic: {port: 3000}
      """;

  @TempDir private Path directory;

  @Test
  void anUnchangedFileIsNotReadAgain() throws IOException {
    var file = new ConfigFile(Files.writeString(directory.resolve("c.json"), "{}"), directory);
    file.read();

    assertThat(file.look()).isEmpty();
    assertThat(file.look()).isEmpty();
  }

  @Test
  void aFileThatIsReplacedByARenameIsReadAgain() throws IOException {
    var path = Files.writeString(directory.resolve("c.json"), "{}");
    var file = new ConfigFile(path, directory);
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
    var file = new ConfigFile(directory.resolve("policy.json"), directory);
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
    var file = new ConfigFile(path, directory);
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

    assertThat(new ConfigFile(directory, directory).read())
        .isInstanceOf(ConfigReading.Invalid.class);
    assertThat(new ConfigFile(bytes, directory).read()).isInstanceOf(ConfigReading.Invalid.class);
  }

  @Test
  void aPolicyHasTheDefaultsOfItsSchemaAndItsSecretsInTheDirectory() throws IOException {
    var path = Files.writeString(directory.resolve("policy.yaml"), POLICY);

    var reading = new ConfigFile(path, Path.of("secrets")).read();

    assertThat(reading)
        .isInstanceOfSatisfying(
            ConfigReading.Valid.class,
            valid -> {
              assertThat(valid.config().refresh().early()).isEqualTo(Duration.ofMinutes(10));
              assertThat(valid.config().supabase().publishableKeyFile())
                  .isEqualTo("secrets/supabase/publishable-key");
              assertThat(valid.config().listener().host()).isEqualTo("127.0.0.1");
              assertThat(valid.config().upstream().port()).isEqualTo(13_000);
            });
  }

  @Test
  void aPolicyInJsonIsRecognisedByItsKind() throws IOException {
    var json = new YAMLMapper().readTree(POLICY).toString();
    var path = Files.writeString(directory.resolve("policy.json"), json);

    assertThat(new ConfigFile(path, directory).read()).isInstanceOf(ConfigReading.Valid.class);
  }

  @Test
  void aPolicyIsRefusedByItsOwnPaths() throws IOException {
    var text = POLICY.replace("port: 3000", "port: 99999");
    var path = Files.writeString(directory.resolve("policy.yaml"), text);

    assertThat(new ConfigFile(path, directory).read())
        .isEqualTo(
            new ConfigReading.Invalid(
                List.of(
                    new Problem("spec.traffic.port", "a whole number from 1 to 65535", "99999"))));
  }

  private Path mountedVersion(String name, String text) throws IOException {
    var version = Files.createDirectory(directory.resolve(name));
    Files.writeString(version.resolve("policy.json"), text);
    return version;
  }
}
