package dev.sessionkeeper.sidecar.route;

/// Whether a path is one of the sidecar's own, which lie below `/.sessionkeeper/`.
public sealed interface OwnPath {
  /// The answer for most paths.
  OwnPath NONE = new None();

  /// Where the sidecar's own paths begin.
  String PREFIX = "/.sessionkeeper";

  /// The application's, in every reading.
  record None() implements OwnPath {}

  /// The sidecar's, and it can be read in one way only.
  ///
  /// @param name what stands behind the prefix; blank for nothing
  record Named(String name) implements OwnPath {}

  /// The sidecar's in some readings, or one of several in different readings.
  record Ambiguous() implements OwnPath {}

  /// Reads a path.
  ///
  /// @param path exactly as sent
  static OwnPath of(String path) {
    // The prefix has a dot behind a slash, escaped or not, and no plain path has.
    if (PathReadings.isPlain(path)) {
      return NONE;
    }
    var readings = PathReadings.of(path);
    if (readings.stream().noneMatch(OwnPath::isBelow)) {
      return NONE;
    }
    return readings.size() == 1
        ? new Named(path.equals(PREFIX) ? "" : path.substring(PREFIX.length() + 1))
        : new Ambiguous();
  }

  private static boolean isBelow(String reading) {
    return reading.equals(PREFIX) || reading.startsWith(PREFIX + "/");
  }
}
