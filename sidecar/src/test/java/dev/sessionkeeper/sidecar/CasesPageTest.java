package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/// Holds `docs/reference/cases.md` to the tests: each case has its row, and each test of a row says
/// in a report which case it shows.
class CasesPageTest {
  private static final Path PAGE = Path.of("../docs/reference/cases.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern ROW = Pattern.compile("\\| ([RCP][0-9]++) \\|.*");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final Map<String, Integer> CASES = Map.of("R", 20, "C", 11, "P", 12);

  @Test
  void everyCaseHasItsRow() throws IOException {
    var cases =
        CASES.entrySet().stream()
            .flatMap(
                letter ->
                    IntStream.rangeClosed(1, letter.getValue())
                        .mapToObj(number -> letter.getKey() + number))
            .toList();

    assertThat(rows().map(CasesPageTest::caseOf)).containsExactlyInAnyOrderElementsOf(cases);
  }

  @Test
  void everyRowNamesTestsThatNameItsCase() throws IOException {
    for (var row : rows().toList()) {
      var tests = TEST.matcher(row).results().toList();

      assertThat(tests).as(row).isNotEmpty();
      for (var test : tests) {
        assertThat(namesOf(test.group(1), test.group(2)))
            .as(row)
            .anyMatch(Pattern.compile("\\b" + caseOf(row) + "\\b").asPredicate());
      }
    }
  }

  private static Stream<String> rows() throws IOException {
    return Files.readAllLines(PAGE).stream().filter(line -> ROW.matcher(line).matches());
  }

  private static String caseOf(String row) {
    return row.substring(2, row.indexOf(' ', 2));
  }

  /// What a report calls the test methods of a name.
  private static List<String> namesOf(String type, String method) throws IOException {
    return types(type).stream()
        .flatMap(found -> Arrays.stream(found.getDeclaredMethods()))
        .filter(found -> found.getName().equals(method))
        .map(CasesPageTest::nameOf)
        .toList();
  }

  private static String nameOf(Method method) {
    var invocations = method.getAnnotation(ParameterizedTest.class);
    var title = method.getAnnotation(DisplayName.class);
    if (invocations == null && !method.isAnnotationPresent(Test.class)) {
      return "";
    }
    return (title == null ? "" : title.value()) + (invocations == null ? "" : invocations.name());
  }

  private static List<Class<?>> types(String name) throws IOException {
    try (var files = Files.walk(TESTS)) {
      return files
          .filter(file -> file.endsWith(name + ".java"))
          .<Class<?>>map(file -> type(TESTS.relativize(file).toString()))
          .collect(Collectors.toList());
    }
  }

  private static Class<?> type(String file) {
    try {
      return Class.forName(file.replace(".java", "").replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(file + ": expected a compiled test", e);
    }
  }
}
