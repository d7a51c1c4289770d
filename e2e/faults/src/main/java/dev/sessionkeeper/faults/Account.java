package dev.sessionkeeper.faults;

import dev.sessionkeeper.faults.TokenCalls.Rotations;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often sessions were refreshed, by what was wrong at the time.
final class Account {
  static final String CALM = "calm";
  static final String TROUBLED = "calm, but the store did not answer in time";

  private final Map<String, Rotations> byTime = new LinkedHashMap<>();

  void add(String time, Rotations rotations) {
    byTime.merge(time, rotations, Rotations::plus);
  }

  Rotations calm() {
    return byTime.getOrDefault(CALM, Rotations.NONE);
  }

  Map<String, Rotations> byTime() {
    return Map.copyOf(byTime);
  }
}
