package dev.sessionkeeper.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The names of metrics, from the goldens that hold the programs' own scrapes.
final class KnownMetrics {
  private static final List<Path> GOLDENS =
      List.of(
          Path.of("../sidecar/src/test/resources/metrics.txt"),
          Path.of("../operator/src/test/resources/metrics.txt"));

  private static final Pattern NAME =
      Pattern.compile("(?<![\\w:])(sessionkeeper|jvm)_\\w+(?![\\w:])");

  private static final Pattern SELECTOR =
      Pattern.compile("((?:sessionkeeper|jvm)_\\w+)\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*[=!]~?\\s*\"([^\"]*)\"");

  /// Labels that come from where a scrape was made.
  private static final Set<String> OF_THE_TARGET = Set.of("namespace", "policy", "pod");

  private KnownMetrics() {}

  /// What a scrape has: a histogram as its three series, a summary as its two.
  static Set<String> scraped() {
    return GOLDENS.stream()
        .flatMap(KnownMetrics::lines)
        .flatMap(KnownMetrics::series)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The metrics that an expression asks for; recorded ones, which have colons, aside.
  static Set<String> askedBy(String expression) {
    return NAME.matcher(expression)
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// What an expression matches and no scrape has, such as a misspelled outcome.
  static List<String> unknownMatchers(String expression) {
    return SELECTOR
        .matcher(expression)
        .results()
        .flatMap(selector -> unknown(selector.group(1), selector.group(2)))
        .toList();
  }

  private static Stream<String> unknown(String series, String matchers) {
    var labels = labels(series.replaceFirst("_(bucket|sum|count)$", ""));
    return MATCHER
        .matcher(matchers)
        .results()
        .filter(matcher -> !OF_THE_TARGET.contains(matcher.group(1)))
        .filter(matcher -> !fits(labels, matcher.group(1), matcher.group(2)))
        .map(matcher -> series + " " + matcher.group());
  }

  private static boolean fits(Map<String, List<String>> labels, String name, String values) {
    var known = labels.get(name);
    return known != null
        && (known.isEmpty() || values.isEmpty() || known.containsAll(List.of(values.split("\\|"))));
  }

  /// The labels of a metric with their values; no values for what belongs to the JVM.
  private static Map<String, List<String>> labels(String metric) {
    return GOLDENS.stream()
        .flatMap(KnownMetrics::lines)
        .filter(line -> line.startsWith(metric + " "))
        .flatMap(line -> Arrays.stream(line.split(" ", -1)).skip(2))
        .map(label -> label.split("=", 2))
        .collect(
            Collectors.toMap(
                label -> label[0],
                label -> label.length == 1 ? List.of() : List.of(label[1].split(",", -1)),
                (one, _) -> one));
  }

  private static Stream<String> series(String line) {
    var parts = line.split(" ", -1);
    return switch (parts[1]) {
      case "histogram" -> Stream.of("_bucket", "_sum", "_count").map(parts[0]::concat);
      case "summary" -> Stream.of("_sum", "_count").map(parts[0]::concat);
      default -> Stream.of(parts[0]);
    };
  }

  private static Stream<String> lines(Path golden) {
    try {
      return Files.readAllLines(golden).stream().filter(line -> !line.isBlank());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
