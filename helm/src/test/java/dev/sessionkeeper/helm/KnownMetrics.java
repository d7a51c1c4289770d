package dev.sessionkeeper.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The names of metrics, from the goldens that hold the programs' own scrapes.
final class KnownMetrics {
  private static final List<Path> GOLDENS =
      List.of(Path.of("../sidecar/src/test/resources/metrics.txt"));

  private static final Pattern NAME =
      Pattern.compile("(?<![\\w:])(sessionkeeper|jvm)_\\w+(?![\\w:])");

  private KnownMetrics() {}

  /// What a scrape has: a histogram as its three series.
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

  private static Stream<String> series(String line) {
    var parts = line.split(" ", -1);
    return parts[1].equals("histogram")
        ? Stream.of("_bucket", "_sum", "_count").map(suffix -> parts[0] + suffix)
        : Stream.of(parts[0]);
  }

  private static Stream<String> lines(Path golden) {
    try {
      return Files.readAllLines(golden).stream().filter(line -> !line.isBlank());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
