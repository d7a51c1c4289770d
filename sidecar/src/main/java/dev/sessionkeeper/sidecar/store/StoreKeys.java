package dev.sessionkeeper.sidecar.store;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The keys of the shared store: the first encrypts, all of them decrypt, so that a key can be
/// replaced while replicas run.
public final class StoreKeys {
  private static final int LEAST_BYTES = 32;
  private static final int MOST_KEYS = 8;

  private final List<byte[]> keys;

  private StoreKeys(List<byte[]> keys) {
    this.keys = keys;
  }

  /// Reads keys from the text of a file: one line for each, at least 32 bytes in Base64.
  ///
  /// @return empty if a line is none, or if there are none or more than 8
  public static Optional<StoreKeys> of(String text) {
    try {
      var keys =
          text.lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .map(line -> Base64.getDecoder().decode(line))
              .toList();
      var usable =
          !keys.isEmpty()
              && keys.size() <= MOST_KEYS
              && keys.stream().allMatch(key -> key.length >= LEAST_BYTES);
      return usable ? Optional.of(new StoreKeys(keys)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      // A line that is no Base64, as the caller is told.
      return Optional.empty();
    }
  }

  List<byte[]> all() {
    return keys;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoreKeys that
        && Arrays.deepEquals(keys.toArray(), that.keys.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(keys.toArray());
  }

  @Override
  public String toString() {
    return "StoreKeys[redacted]";
  }
}
