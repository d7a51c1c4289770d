package dev.sessionkeeper.stories;

import java.util.List;

/// What one story showed in one arrangement.
record Observation(String story, Arrangement arrangement, List<String> facts) {

  Observation {
    facts = List.copyOf(facts);
  }

  /// States what has to be seen behind the sidecar; says nothing about the other arrangement.
  Observation behindTheSidecar(String... expected) {
    return expect(Arrangement.BEHIND_THE_SIDECAR, expected);
  }

  /// States what has to be seen without the sidecar; says nothing about the other arrangement.
  Observation withoutTheSidecar(String... expected) {
    return expect(Arrangement.WITHOUT_THE_SIDECAR, expected);
  }

  private Observation expect(Arrangement where, String... expected) {
    if (arrangement == where && !facts.equals(List.of(expected))) {
      throw new AssertionError(
          "%s, %s:%nexpected %s%nobserved %s".formatted(story, where, List.of(expected), facts));
    }
    return this;
  }
}
