package dev.sessionkeeper.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/// The refresh calls that the auth server has counted so far, by the refresh token presented.
///
/// @param presented calls that arrived
/// @param answered those whose session was sent back as a whole
record TokenCalls(Map<String, Integer> presented, Map<String, Integer> answered) {
  TokenCalls {
    presented = Map.copyOf(presented);
    answered = Map.copyOf(answered);
  }

  /// What became of the tokens that were first answered in a stretch of time.
  ///
  /// @param rotations tokens that bought a session
  /// @param calls how often these were answered; as many as rotations where nobody asked twice
  record Rotations(int rotations, int calls) {
    static final Rotations NONE = new Rotations(0, 0);

    Rotations plus(Rotations other) {
      return new Rotations(rotations + other.rotations, calls + other.calls);
    }

    double callsPerRotation() {
      return rotations == 0 ? 1 : (double) calls / rotations;
    }
  }

  static TokenCalls of(JsonNode counts) {
    return new TokenCalls(numbers(counts.path("tokens")), numbers(counts.path("answered")));
  }

  Rotations all() {
    return new Rotations(answered.size(), sum(answered));
  }

  int arrived() {
    return sum(presented);
  }

  int presented(String refreshToken) {
    return presented.getOrDefault(refreshToken, 0);
  }

  Rotations since(TokenCalls earlier) {
    var fresh = new TreeMap<>(answered);
    fresh.keySet().removeAll(earlier.answered.keySet());
    return new Rotations(fresh.size(), sum(fresh));
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<String, Integer> numbers(JsonNode members) {
    var numbers = new TreeMap<String, Integer>();
    members.properties().forEach(member -> numbers.put(member.getKey(), member.getValue().asInt()));
    return numbers;
  }
}
