package dev.sessionkeeper.stories;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What every story showed with the sidecar and without, side by side.
final class StoryTable {
  private static final String NOT_RUN = "-";

  private final Map<String, Map<Arrangement, List<String>>> rows = new LinkedHashMap<>();
  private String story = "";

  /// Names the story whose observations follow.
  void begins(String sentence) {
    story = sentence;
  }

  Observation note(Arrangement arrangement, List<String> facts) {
    rows.computeIfAbsent(story, name -> new EnumMap<>(Arrangement.class)).put(arrangement, facts);
    return new Observation(story, arrangement, facts);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /// A Markdown table; a story that makes no difference says so.
  String asMarkdown() {
    var head = "| Story | With the sidecar | Without |\n|---|---|---|\n";
    return rows.entrySet().stream()
        .map(row -> line(row.getKey(), row.getValue()))
        .collect(Collectors.joining("\n", head, "\n"));
  }

  private static String line(String story, Map<Arrangement, List<String>> facts) {
    var with = cell(facts, Arrangement.BEHIND_THE_SIDECAR);
    var without = cell(facts, Arrangement.WITHOUT_THE_SIDECAR);
    return "| %s | %s | %s |".formatted(story, with, with.equals(without) ? "the same" : without);
  }

  private static String cell(Map<Arrangement, List<String>> facts, Arrangement arrangement) {
    return facts.containsKey(arrangement) ? String.join("; ", facts.get(arrangement)) : NOT_RUN;
  }
}
