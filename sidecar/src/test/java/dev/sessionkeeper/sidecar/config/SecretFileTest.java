package dev.sessionkeeper.sidecar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir private Path directory;
  private Path path = Path.of("");

  private record Key(String value) {}

  @BeforeEach
  void nameTheFile() {
    path = directory.resolve("key");
  }

  @Test
  void aMissingFileIsToldAndItsArrivalIsSeen() throws IOException {
    var secret = secret();

    assertThat(secret.get()).isEmpty();
    assertThat(secret.complaint())
        .contains(
            "The secret file "
                + path
                + " (supabase.publishableKeyFile) does not exist: put it there; it is read again"
                + " every 2 seconds.");

    Files.writeString(path, "first");

    assertThat(secret.look()).isTrue();
    assertThat(secret.get()).contains(new Key("first"));
    assertThat(secret.complaint()).isEmpty();
  }

  @Test
  @DisplayName("O12 a rotated Secret replaces the old one")
  void aRotatedSecretReplacesTheOldOne() throws IOException {
    Files.writeString(path, "first");
    var secret = secret();

    Files.writeString(path, "second, and longer");

    assertThat(secret.look()).isTrue();
    assertThat(secret.get()).contains(new Key("second, and longer"));
    assertThat(secret.look()).isFalse();
  }

  @Test
  void anEmptyFileAndAHugeOneHoldNoSecret() throws IOException {
    Files.writeString(path, " \n");
    assertThat(secret().complaint()).hasValueSatisfying(text -> assertThat(text).contains("empty"));

    Files.writeString(path, "x".repeat(SecretFile.MOST_BYTES + 1));
    assertThat(secret().complaint())
        .hasValueSatisfying(text -> assertThat(text).contains("larger than"));
  }

  @Test
  void rule7_nothingPrintsTheSecret() throws IOException {
    Files.writeString(path, "marked");

    assertThat(secret().toString()).doesNotContain("marked");
    assertThat(new BoundedFile.Content.Text("marked").toString()).doesNotContain("marked");
  }

  private SecretFile<Key> secret() {
    return new SecretFile<>(
        "supabase.publishableKeyFile",
        path.toString(),
        text -> Optional.of(text.strip()).filter(key -> !key.isEmpty()).map(Key::new));
  }
}
