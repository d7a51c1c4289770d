package dev.sessionkeeper.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the rules of the sidecar assume about `@supabase/ssr` and Next.js, held against the
/// installed packages.
final class PackageFactsStory {
  private static final String RECORDED = "../../sidecar/src/test/resources/vectors/ssr.json";
  private static final Path VECTORS =
      Path.of(System.getProperty("sessionkeeper.ssr-vectors", RECORDED));

  @BeforeAll
  static void install() {
    NextApp.build();
  }

  @Test
  void theInstalledPackagesBehaveAsRecorded() {
    var arguments =
        List.of("--test", "--test-timeout=20000", NodeCheck.script("package-facts.test.mjs"));
    var vectors = Map.of("SSR_VECTORS", VECTORS.toAbsolutePath().toString());

    var output = NodeCheck.run("package facts", arguments, vectors);

    assertThat(output).contains("# fail 0").doesNotContain("# pass 0");
  }
}
