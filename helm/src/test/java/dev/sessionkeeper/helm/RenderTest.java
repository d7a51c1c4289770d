package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenderTest {
  private static final Path RENDERS = Path.of("src/test/resources/renders");

  static List<String> valueSets() {
    return ValueSets.names();
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void manifestsAreThoseThatWereRead(String values) throws IOException {
    Golden.assertEqual(RENDERS.resolve(values + ".yaml"), Manifests.sorted(values));
  }

  @ParameterizedTest(name = "O15 two renders are byte-equal: {0}")
  @MethodSource("valueSets")
  void twoRendersAreByteEqual(String values) {
    var first = Chart.rendered(ValueSets.named(values));
    var second = Chart.rendered(ValueSets.named(values));

    assertThat(second).isEqualTo(first);
  }

  /// A GitOps tool renders without a cluster and must get what is installed.
  @Test
  @DisplayName("O15 templates ask neither the cluster, nor chance, nor the clock")
  void templatesAskNeitherTheClusterNorChanceNorTheClock() throws IOException {
    try (var files = Files.walk(Chart.FOLDER.resolve("templates"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Golden.text(file))
            .as(file.toString())
            .doesNotContainPattern(
                "\\b(lookup|genCA|genSignedCert|genSelfSignedCert|genPrivateKey)\\b")
            .doesNotContainPattern(
                "\\b(rand[A-Z]\\w*|uuidv4|now|Release\\.(IsInstall|Revision))\\b");
      }
    }
  }

  @Test
  void lintHasNothingToSay() {
    var result = new Helm(Chart.FOLDER).lint().strict().call();

    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }
}
