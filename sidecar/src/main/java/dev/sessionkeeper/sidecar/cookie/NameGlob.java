package dev.sessionkeeper.sidecar.cookie;

import java.util.List;

/// A pattern for the names of cookies, in which `*` stands for any text. Matching takes time linear
/// in the name for each `*`.
final class NameGlob {
  private final List<String> pieces;

  private NameGlob(List<String> pieces) {
    this.pieces = pieces;
  }

  static NameGlob of(String pattern) {
    return new NameGlob(List.of(pattern.split("\\*", -1)));
  }

  boolean matches(String name) {
    var first = pieces.getFirst();
    var last = pieces.getLast();
    if (pieces.size() == 1) {
      return name.equals(first);
    }
    return name.length() >= first.length() + last.length()
        && name.startsWith(first)
        && name.endsWith(last)
        && holdsInOrder(name.substring(first.length(), name.length() - last.length()));
  }

  private boolean holdsInOrder(String middle) {
    var from = 0;
    for (var piece : pieces.subList(1, pieces.size() - 1)) {
      var at = middle.indexOf(piece, from);
      if (at < 0) {
        return false;
      }
      from = at + piece.length();
    }
    return true;
  }
}
