package dev.sessionkeeper.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Unmodifiable copies that leave an absent member absent, so that the schema's default can fill
// it.
final class Copies {
  private Copies() {}

  @SuppressWarnings("NullAway") // Absent until the schema's defaults are applied.
  static <T> List<T> of(List<T> list) {
    return list == null ? null : List.copyOf(list);
  }

  @SuppressWarnings("NullAway") // Absent until the schema's defaults are applied.
  static Map<String, String> of(Map<String, String> map) {
    return map == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
