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

  @Test
  void theExampleIsUsable() throws IOException {
    var example = EXAMPLE.matcher(Files.readString(PAGE));
    assertThat(example.find()).isTrue();

    var translation = Translation.ofManifest(POLICY + example.group(1).indent(2), Placement.POD);

    assertThat(translation)
        .isInstanceOfSatisfying(
            Translation.Usable.class,
            usable -> {
              assertThat(usable.ignored()).isEmpty();
              assertThat(usable.config().routes()).hasSize(6);
            });
  }
}
