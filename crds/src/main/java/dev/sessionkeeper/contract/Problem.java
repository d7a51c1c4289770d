package dev.sessionkeeper.contract;

import com.fasterxml.jackson.databind.JsonNode;

/// One thing that is wrong with a configuration, told so that its reader can mend it.
///
/// @param path where, such as `routes[2].session`
/// @param expected what would have been right
/// @param found what was there; never the content of a secret, as secrets are files
public record Problem(String path, String expected, String found) {
  private static final int LONGEST_SHOWN_VALUE = 60;

  /// The problem of a value that is wrong; long values are cut, and what may be a secret is not
  /// shown.
  public static Problem of(String path, String expected, JsonNode found) {
    return new Problem(path, expected, shown(found));
  }

  /// The problem as one line.
  public String sentence() {
    return path + ": expected " + expected + ", found " + found;
  }

  static String shown(JsonNode node) {
    if (node.isMissingNode()) {
      return "nothing";
    }
    if (node.isTextual() && ValueRules.mayHoldSecret(node.textValue())) {
      return "a value that is not shown";
    }
    var text = node.toString();
    return text.length() <= LONGEST_SHOWN_VALUE
        ? text
        : text.substring(0, LONGEST_SHOWN_VALUE) + "...";
  }
}
