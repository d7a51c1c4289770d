package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {
  private static final Path RUNBOOKS = Path.of("../docs/runbooks");
  private static final int COLUMNS = 24;

  /// A dashboard and panels of it, as runbooks name them: `Dashboard *Fleet*, *Leader* and *Pods*`.
  private static final Pattern NAMED =
      Pattern.compile("Dashboard \\*(\\w+)\\*, ((?:\\*[^*]+\\*(?: and )?)+)");

  private static final Pattern EMPHASISED = Pattern.compile("\\*([^*]+)\\*");

  @TempDir private Path folder;

  static List<DashboardFile> dashboards() {
    return DashboardFile.all();
  }

  @Test
  void thereAreTwoWithAddressesThatStay() {
    assertThat(dashboards())
        .extracting(board -> board.json().path("uid").asText())
        .containsExactly("sessionkeeper-fleet", "sessionkeeper-refresh");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void prometheusUnderstandsEveryExpression(DashboardFile board) throws IOException {
    var rules =
        IntStream.range(0, board.expressions().size())
            .mapToObj(
                place ->
                    Map.of(
                        "record",
                        "panel:" + place,
                        "expr",
                        board.chosen(board.expressions().get(place))))
            .toList();
    var file = Map.of("groups", List.of(Map.of("name", "panels", "rules", rules)));
    Files.writeString(folder.resolve("panels.yaml"), RuleFile.text(file));

    var result = Promtool.run(folder, "check", "rules", "panels.yaml");

    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output()).contains(board.expressions().size() + " rules found");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsAskForMetricsThatExist(DashboardFile board) {
    assertThat(board.expressions())
        .isNotEmpty()
        .allSatisfy(
            expression -> {
              assertThat(KnownMetrics.scraped())
                  .containsAll(KnownMetrics.askedBy(expression))
                  .containsAnyElementsOf(KnownMetrics.askedBy(expression));
              assertThat(KnownMetrics.unknownMatchers(expression)).isEmpty();
            });
  }

  /// An expression that forgets one shows what the reader did not choose.
  @ParameterizedTest
  @MethodSource("dashboards")
  void everyVariableIsUsedAndNoOther(DashboardFile board) {
    var names = board.variables().stream().map(variable -> variable.path("name").asText()).toList();

    var used = new HashSet<String>();
    Pattern.compile("\\$\\{?(\\w+)")
        .matcher(board.json().toString())
        .results()
        .map(result -> result.group(1))
        .filter(name -> !name.startsWith("__"))
        .forEach(used::add);

    assertThat(used).containsExactlyInAnyOrderElementsOf(names);
    assertThat(board.expressions())
        .allSatisfy(expression -> assertThat(expression).containsAnyOf("$operator\"", "$policy\""));
  }

  /// A fixed window misses scrapes that are rarer, and smooths away what is between them.
  @ParameterizedTest
  @MethodSource("dashboards")
  void windowsFollowTheRangeThatIsShown(DashboardFile board) {
    assertThat(board.expressions())
        .allSatisfy(expression -> assertThat(expression).doesNotContainPattern("\\[\\d"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelTellsWhatItShowsAndInWhichUnit(DashboardFile board) {
    assertThat(board.titles()).doesNotHaveDuplicates().doesNotContain("");
    assertThat(board.panels())
        .allSatisfy(
            panel -> {
              assertThat(panel.path("description").asText()).endsWith(".");
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
              assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
              assertThat(panel.path("targets").valueStream())
                  .isNotEmpty()
                  .allSatisfy(
                      target -> assertThat(target.path("legendFormat").asText()).isNotEmpty());
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsHaveAPlaceOfTheirOwn(DashboardFile board) {
    var taken = new HashSet<List<Integer>>();

    for (var panel : board.everything()) {
      var place = panel.path("gridPos");
      assertThat(number(place, "x") + number(place, "w")).isLessThanOrEqualTo(COLUMNS);
      for (var x = number(place, "x"); x < number(place, "x") + number(place, "w"); x++) {
        for (var y = number(place, "y"); y < number(place, "y") + number(place, "h"); y++) {
          assertThat(taken.add(List.of(x, y))).as("%s at %d, %d", panel, x, y).isTrue();
        }
      }
    }
    assertThat(board.everything()).extracting(panel -> number(panel, "id")).doesNotHaveDuplicates();
  }

  @Test
  void runbooksNamePanelsThatExist() throws IOException {
    var titles =
        dashboards().stream().collect(Collectors.toMap(DashboardFile::name, DashboardFile::titles));
    try (var pages = Files.list(RUNBOOKS)) {
      for (var page : pages.toList()) {
        NAMED
            .matcher(Files.readString(page))
            .results()
            .forEach(
                named ->
                    assertThat(titles.get(named.group(1).toLowerCase(Locale.ROOT)))
                        .as(page.toString())
                        .isNotNull()
                        .containsAll(panelsOf(named)));
      }
    }
  }

  private static List<String> panelsOf(MatchResult named) {
    return EMPHASISED.matcher(named.group(2)).results().map(panel -> panel.group(1)).toList();
  }

  private static int number(JsonNode parent, String member) {
    return parent.path(member).asInt(-1);
  }
}
