package dev.sessionkeeper.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a walk over a configuration found out; belongs to one reading and one thread.
final class Findings {
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  void problem(String path, String expected, String found) {
    problems.add(new Problem(path, expected, found));
  }

  void ignored(String path) {
    ignored.add(path);
  }

  /// Whether none of these members, nor anything around them, has a problem so far.
  boolean allRight(String... paths) {
    return Arrays.stream(paths)
        .noneMatch(path -> problems.stream().map(Problem::path).anyMatch(bad -> covers(bad, path)));
  }

  private static boolean covers(String bad, String path) {
    return bad.equals("(root)") || path.equals(bad) || path.startsWith(bad + ".");
  }

  private boolean noProblems() {
    return problems.isEmpty();
  }

  ConfigReading of(SidecarConfig config) {
    return noProblems()
        ? new ConfigReading.Valid(config, ignored)
        : new ConfigReading.Invalid(problems);
  }
}
