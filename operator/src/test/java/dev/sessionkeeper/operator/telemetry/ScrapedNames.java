package dev.sessionkeeper.operator.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The names, types and labels of a scrape, without its numbers.
final class ScrapedNames {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
  private final List<Metric> metrics;

  /// @param labels the values of each label, in the order of the alphabet
  record Metric(String name, String type, Map<String, TreeSet<String>> labels) {

    String line() {
      var texts =
          labels.entrySet().stream()
              .map(label -> " " + label.getKey() + values(label.getValue()))
              .collect(Collectors.joining());
      return name + " " + type + texts;
    }

    private String values(TreeSet<String> known) {
      return name.startsWith("jvm_") ? "" : "=" + String.join(",", known);
    }
  }

  private ScrapedNames(List<Metric> metrics) {
    this.metrics = metrics;
  }

  /// Reads a scrape in the text format 0.0.4, in which the samples of a metric follow its type.
  static ScrapedNames of(String scrape) {
    var metrics = new ArrayList<Metric>();
    for (var line : scrape.lines().toList()) {
      var type = TYPE.matcher(line);
      if (type.matches()) {
        metrics.add(new Metric(type.group(1), type.group(2), new TreeMap<>()));
      } else if (!line.startsWith("#")) {
        addLabels(line, metrics.getLast());
      }
    }
    return new ScrapedNames(metrics);
  }

  /// One line for each metric: name, type, labels with all values.
  List<String> lines() {
    return metrics.stream().map(Metric::line).sorted().toList();
  }

  /// The metrics of the project itself.
  List<Metric> own() {
    return metrics.stream().filter(metric -> metric.name().startsWith("sessionkeeper_")).toList();
  }

  private static void addLabels(String sample, Metric metric) {
    var label = LABEL.matcher(sample);
    while (label.find()) {
      if (!label.group(1).equals("le")) {
        metric.labels().computeIfAbsent(label.group(1), _ -> new TreeSet<>()).add(label.group(2));
      }
    }
  }
}
