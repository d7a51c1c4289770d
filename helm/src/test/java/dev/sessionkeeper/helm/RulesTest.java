package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
  private static final Path UNIT_TESTS = Path.of("src/test/resources/rules");
  private static final Path RUNBOOKS = Path.of("../docs/runbooks");

  @TempDir private Path folder;

  static List<String> unitTests() {
    return filesIn(UNIT_TESTS);
  }

  static List<String> alerts() {
    return RuleFile.alertNames();
  }

  @Test
  void prometheusAcceptsTheRenderedRules() throws IOException {
    var groups = RuleFile.text(rendered("").path("spec"));
    Files.writeString(folder.resolve("rendered.yaml"), groups);

    var result = Promtool.run(folder, "check", "rules", "rendered.yaml");

    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output()).contains(RuleFile.rules().size() + " rules found");
  }

  @ParameterizedTest
  @MethodSource("unitTests")
  void rulesDoWhatTheirUnitTestsSay(String file) throws IOException {
    Files.copy(RuleFile.FILE, folder.resolve("sessionkeeper.yaml"));
    Files.copy(UNIT_TESTS.resolve(file), folder.resolve(file));

    var result = Promtool.run(folder, "test", "rules", file);

    assertThat(result.code()).as(result.output()).isZero();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertIsSeenFiring(String alert) throws IOException {
    var fired = new TreeSet<String>();
    for (var file : unitTests()) {
      var tests = RuleFile.tree(Files.readString(UNIT_TESTS.resolve(file))).path("tests");
      tests.findValues("alert_rule_test").stream()
          .flatMap(JsonNode::valueStream)
          .filter(test -> !test.path("exp_alerts").isEmpty())
          .forEach(test -> fired.add(test.path("alertname").asText()));
    }

    assertThat(fired).contains(alert);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertHasARunbook(String alert) throws IOException {
    var page = Files.readString(RUNBOOKS.resolve(alert + ".md"));

    assertThat(page.lines().filter(line -> line.startsWith("#")))
        .containsExactly("# " + alert, "## What it means", "## What to look at", "## What to do");
    assertThat(Files.readString(RUNBOOKS.resolve("README.md"))).contains("(" + alert + ".md)");
  }

  @Test
  void everyRunbookHasAnAlert() {
    assertThat(filesIn(RUNBOOKS))
        .filteredOn(page -> !page.equals("README.md"))
        .containsExactlyElementsOf(RuleFile.alertNames().stream().map(n -> n + ".md").toList());
  }

  @Test
  void everyAlertTellsSeveritySummaryAndDescription() {
    assertThat(RuleFile.alerts())
        .allSatisfy(
            alert -> {
              var name = alert.path("alert").asText();
              assertThat(alert.at("/labels/severity").asText())
                  .as(name)
                  .isIn("critical", "warning", "info");
              assertThat(alert.at("/annotations/summary").asText()).as(name).endsWith(".");
              assertThat(alert.at("/annotations/description").asText()).as(name).endsWith(".");
              assertThat(alert.path("for").asText()).as(name).isNotEmpty();
            });
  }

  @Test
  void rulesAskForMetricsThatExist() {
    assertThat(RuleFile.rules())
        .allSatisfy(
            rule -> {
              var expression = rule.path("expr").asText();
              assertThat(KnownMetrics.scraped()).containsAll(KnownMetrics.askedBy(expression));
              assertThat(KnownMetrics.unknownMatchers(expression)).isEmpty();
            });
  }

  @Test
  void alertsLinkToTheirRunbookAndCarryTheLabelsOfTheInstallation() {
    var rules =
        RuleFile.rulesIn(
            rendered(", alertLabels: {team: platform}, runbookUrl: 'https://example.com/books'")
                .path("spec"));

    assertThat(rules)
        .filteredOn(rule -> rule.has("alert"))
        .allSatisfy(
            rule -> {
              assertThat(rule.at("/labels/team").asText()).isEqualTo("platform");
              assertThat(rule.at("/annotations/runbook_url").asText())
                  .isEqualTo("https://example.com/books/%s.md", rule.path("alert").asText());
            });
  }

  @Test
  void disabledAlertsAreLeftOut() {
    var text = rendered(", disabled: [SessionkeeperNoSessionSeen]").toString();

    assertThat(text)
        .doesNotContain("SessionkeeperNoSessionSeen")
        .contains("SessionkeeperClockSkew");
  }

  @Test
  void objectiveSetsTheBudget() {
    assertThat(rendered(", objectivePercent: 99.5").toString())
        .contains("vector(1 - 99.5 / 100)")
        .doesNotContain("99.9 / 100");
  }

  private static JsonNode rendered(String settings) {
    var documents =
        Chart.documents(
            Chart.rendered("monitoring: {prometheusRule: {enabled: true%s}}".formatted(settings)));
    return documents.stream()
        .map(RuleFile::tree)
        .filter(tree -> tree.path("kind").asText().equals("PrometheusRule"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
