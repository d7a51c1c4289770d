package dev.sessionkeeper.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.policy.translation.Placement;
import dev.sessionkeeper.policy.translation.Translation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds `docs/routes.md` to what a policy may say.
class RoutesPageTest {
  private static final Path PAGE = Path.of("../docs/routes.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

  @Test
  void theExampleIsUsable() throws IOException {
    var example = EXAMPLE.matcher(Files.readString(PAGE));
    assertThat(example.find()).isTrue();

    var manifest = SmallestPolicy.yaml() + example.group(1).indent(2);
    var translation = Translation.ofManifest(manifest, Placement.POD);

    assertThat(translation)
        .isInstanceOfSatisfying(
            Translation.Usable.class,
            usable -> {
              assertThat(usable.ignored()).isEmpty();
              assertThat(usable.config().routes()).hasSize(6);
            });
  }
}
