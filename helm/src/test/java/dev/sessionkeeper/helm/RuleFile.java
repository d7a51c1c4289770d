package dev.sessionkeeper.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Rules as Prometheus reads them.
final class RuleFile {
  static final Path FILE = Chart.FOLDER.resolve("files/rules/sessionkeeper.yaml");
  private static final YAMLMapper YAML = new YAMLMapper();

  private RuleFile() {}

  /// The rules of the chart's file.
  static List<JsonNode> rules() {
    return rulesIn(read(FILE));
  }

  /// The rules below a member `groups`.
  static List<JsonNode> rulesIn(JsonNode file) {
    return elements(file.path("groups")).flatMap(group -> elements(group.path("rules"))).toList();
  }

  /// The rules that alert.
  static List<JsonNode> alerts() {
    return rules().stream().filter(rule -> rule.has("alert")).toList();
  }

  static List<String> alertNames() {
    return alerts().stream().map(rule -> rule.path("alert").asText()).distinct().sorted().toList();
  }

  static JsonNode tree(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A tree or a map as YAML.
  static String text(Object tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return array.valueStream();
  }
}
