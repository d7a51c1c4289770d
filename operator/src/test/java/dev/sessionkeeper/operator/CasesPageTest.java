package dev.sessionkeeper.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the operator's section of `docs/reference/cases.md` to the tests. They are of several
/// modules, so their sources are read: each test of a row says in a report which case it shows.
class CasesPageTest {
  private static final Path PAGE = Path.of("../docs/reference/cases.md");
  private static final List<Path> TESTS =
      Stream.of("operator", "sidecar", "helm", "e2e/cluster")
          .map(module -> Path.of("..", module, "src", "test", "java"))
          .toList();
  private static final Pattern ROW = Pattern.compile("\\| (O[0-9]++) \\|.*");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Story))\\.(\\w+)`");
  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*//.*$");
  private static final Pattern NAME =
      Pattern.compile(
          "@Test\\s+@DisplayName\\(\\s*\"([^\"]*)\"|@ParameterizedTest\\(\\s*name = \"([^\"]*)\"");
  private static final int CASES = 16;
  private static final Set<String> ON_A_CLUSTER = Set.of("O1", "O2", "O10", "O11", "O12", "O14");

  @Test
  void everyCaseHasItsRow() throws IOException {
    var cases = IntStream.rangeClosed(1, CASES).mapToObj(number -> "O" + number).toList();

    assertThat(rows().map(CasesPageTest::caseOf)).containsExactlyElementsOf(cases);
  }

  @Test
  void everyRowNamesTestsThatNameItsCase() throws IOException {
    for (var row : rows().toList()) {
      var tests = tests(row);

      assertThat(tests).as(row).isNotEmpty();
      for (var test : tests) {
        assertThat(nameOf(test.group(1), test.group(2)))
            .as(test.group())
            .containsPattern("\\b" + caseOf(row) + "\\b");
      }
    }
  }

  @Test
  void casesOfFailureAreShownOnAClusterAndBelow() throws IOException {
    for (var row : rows().filter(row -> ON_A_CLUSTER.contains(caseOf(row))).toList()) {
      assertThat(tests(row).stream().map(test -> test.group(1)))
          .as(row)
          .anyMatch(type -> type.endsWith("Story"))
          .anyMatch(type -> type.endsWith("Test"));
    }
  }

  private static Stream<String> rows() throws IOException {
    return Files.readAllLines(PAGE).stream().filter(line -> ROW.matcher(line).matches());
  }

  private static String caseOf(String row) {
    return row.substring(2, row.indexOf(' ', 2));
  }

  private static List<MatchResult> tests(String row) {
    return TEST.matcher(row).results().toList();
  }

  /// What a report calls a test: by the annotations between the method and the blank line before.
  private static String nameOf(String type, String method) throws IOException {
    var source = COMMENT.matcher(source(type)).replaceAll("//");
    var end = source.indexOf(" void " + method + "(");
    assertThat(end).as(type + "." + method + ": expected a method").isPositive();
    var name = NAME.matcher(source.substring(source.lastIndexOf("\n\n", end), end));
    return name.find() ? name.group().substring(name.group().indexOf('"')) : "";
  }

  private static String source(String type) throws IOException {
    var found = new ArrayList<Path>();
    for (var root : TESTS) {
      try (var files = Files.walk(root)) {
        files.filter(file -> file.endsWith(type + ".java")).forEach(found::add);
      }
    }
    assertThat(found).as(type + ": expected one file").hasSize(1);
    return Files.readString(found.getFirst());
  }
}
