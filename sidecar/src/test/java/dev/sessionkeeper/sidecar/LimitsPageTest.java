package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds `docs/reference/limits.md` to the tests and members that it names.
class LimitsPageTest {
  private static final Path PAGE = Path.of("../docs/reference/limits.md");
  private static final Path MEMBERS = Path.of("../docs/reference/sidecar-config.md");
  private static final Path TESTS = Path.of("src/test/java/dev/sessionkeeper/sidecar");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final Pattern MEMBER =
      Pattern.compile("`((?:listener|upstream|refresh)(?:\\.\\w+)+)`");

  @Test
  void everyRowNamesATestThatThereIs() throws IOException {
    for (var row : Files.readAllLines(PAGE).stream().filter(LimitsPageTest::isRow).toList()) {
      var named = TEST.matcher(row);
      assertThat(named.find()).as(row).isTrue();
      do {
        assertThat(source(named.group(1))).contains(" void " + named.group(2) + "(");
      } while (named.find());
    }
  }

  @Test
  void everyMemberIsOneOfTheContract() throws IOException {
    var contract = Files.readString(MEMBERS);

    assertThat(MEMBER.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)))
        .isNotEmpty()
        .allSatisfy(member -> assertThat(contract).contains("\n| `" + member + "` |"));
  }

  private static boolean isRow(String line) {
    return line.startsWith("| ") && !line.startsWith("| What ");
  }

  /// All classes of that name: packages may have one each.
  private static String source(String test) throws IOException {
    try (var files = Files.walk(TESTS)) {
      var text = new StringBuilder();
      for (var file : files.filter(path -> path.endsWith(test + ".java")).toList()) {
        text.append(Files.readString(file));
      }
      return text.toString();
    }
  }
}
