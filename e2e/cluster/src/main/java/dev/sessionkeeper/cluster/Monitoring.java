package dev.sessionkeeper.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the chart brings for Prometheus and Grafana, as they would read it.
///
/// @param monitors its ServiceMonitor and PodMonitor
/// @param rules the groups of its PrometheusRule
/// @param panels the expressions of its dashboards
record Monitoring(List<JsonNode> monitors, JsonNode rules, List<Panel> panels) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] ENABLED = {
    "--set=monitoring.serviceMonitor.enabled=true",
    "--set=monitoring.podMonitor.enabled=true",
    "--set=monitoring.prometheusRule.enabled=true"
  };

  /// A metric with what narrows it down, recorded ones included.
  private static final Pattern SELECTOR =
      Pattern.compile(
          "(?<![\\w:])(?:policy:|sessionkeeper:|sessionkeeper_|jvm_)[\\w:]+(?:\\{[^}]*})?");

  Monitoring {
    monitors = List.copyOf(monitors);
    panels = List.copyOf(panels);
  }

  /// An expression of a panel, as Grafana sends it when everything is chosen.
  record Panel(String dashboard, String title, String expression) {}

  /// Reads monitors and rules from a rendered chart, as a cluster without the Prometheus operator
  /// refuses them, and dashboards from the ConfigMaps that are installed.
  static Monitoring of(Release release) {
    var rendered = objects(release.rendered(ENABLED));
    var rules =
        rendered.stream()
            .filter(object -> object.path("kind").asText().equals("PrometheusRule"))
            .findFirst()
            .orElseThrow();
    return new Monitoring(
        rendered.stream()
            .filter(object -> object.path("kind").asText().endsWith("Monitor"))
            .toList(),
        rules.path("spec"),
        release.dashboards().stream().flatMap(Monitoring::panels).toList());
  }

  /// The expressions of all recording rules and, of those that alert, whose condition should not
  /// hold, everything that they look at.
  List<String> lookedAtByRules() {
    return eachRule()
        .flatMap(
            rule -> {
              var expression = rule.path("expr").asText();
              return rule.has("record")
                  ? Stream.of(rule.path("record").asText())
                  : SELECTOR.matcher(expression).results().map(found -> found.group());
            })
        .distinct()
        .toList();
  }

  /// The names of what is recorded and of alerts, as often as there are rules of that name.
  List<String> namesOfRules() {
    return eachRule().map(rule -> rule.path("record").asText(rule.path("alert").asText())).toList();
  }

  private Stream<JsonNode> eachRule() {
    return rules.path("groups").valueStream().flatMap(group -> group.path("rules").valueStream());
  }

  /// The metrics that a program tells, by the golden file of its own scrape: a histogram as its
  /// three series, a summary as its two.
  static List<String> told(Path golden) {
    try {
      return Files.readAllLines(golden).stream()
          .map(line -> line.split(" ", -1))
          .flatMap(
              words ->
                  switch (words[1]) {
                    case "histogram" ->
                        Stream.of("_bucket", "_sum", "_count").map(words[0]::concat);
                    case "summary" -> Stream.of("_sum", "_count").map(words[0]::concat);
                    default -> Stream.of(words[0]);
                  })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Panel> panels(String dashboard) {
    var board = json(dashboard);
    return board
        .path("panels")
        .valueStream()
        .flatMap(
            panel ->
                panel
                    .path("targets")
                    .valueStream()
                    .map(
                        target ->
                            new Panel(
                                board.path("title").asText(),
                                panel.path("title").asText(),
                                chosen(board, target.path("expr").asText()))));
  }

  private static String chosen(JsonNode board, String expression) {
    var text = expression.replace("$__rate_interval", "1m").replace("$__range", "5m");
    for (var variable : board.at("/templating/list")) {
      text = text.replace("$" + variable.path("name").asText(), variable.path("allValue").asText());
    }
    return text;
  }

  private static List<JsonNode> objects(String manifests) {
    var yaml = new KubernetesSerialization();
    return Stream.of(manifests.split("(?m)^---$", -1))
        .filter(document -> document.contains("kind:"))
        .map(document -> yaml.<JsonNode>unmarshal(document, JsonNode.class))
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a dashboard is not JSON", e);
    }
  }
}
