package dev.sessionkeeper.sidecar.upstream;

/// Texts that stand in one line of a head.
final class Lines {
  private Lines() {}

  /// Whether a text would end its line, or be cut short by some reader.
  static boolean isBroken(String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0;
  }
}
