package dev.sessionkeeper.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A dashboard as Grafana reads it.
///
/// @param name of the file, without ending
record DashboardFile(String name, JsonNode json) {
  static final Path FOLDER = Chart.FOLDER.resolve("files/dashboards");

  static List<DashboardFile> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(DashboardFile::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Rows and panels.
  List<JsonNode> everything() {
    return json.path("panels").valueStream().toList();
  }

  /// What shows data.
  List<JsonNode> panels() {
    return everything().stream().filter(panel -> !type(panel).equals("row")).toList();
  }

  List<String> titles() {
    return panels().stream().map(panel -> panel.path("title").asText()).toList();
  }

  /// The expressions of all panels, as they stand in the file.
  List<String> expressions() {
    return panels().stream()
        .flatMap(panel -> panel.path("targets").valueStream())
        .map(target -> target.path("expr").asText())
        .toList();
  }

  List<JsonNode> variables() {
    return json.at("/templating/list").valueStream().toList();
  }

  /// An expression as Grafana sends it when everything is chosen.
  String chosen(String expression) {
    var text = expression.replace("$__rate_interval", "5m").replace("$__range", "1h");
    for (var variable : variables()) {
      text = text.replace("$" + variable.path("name").asText(), variable.path("allValue").asText());
    }
    return text;
  }

  static String type(JsonNode panel) {
    return panel.path("type").asText();
  }

  @Override
  public String toString() {
    return name;
  }

  private static DashboardFile read(Path file) {
    try {
      var name = file.getFileName().toString().replace(".json", "");
      return new DashboardFile(name, new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
