package dev.sessionkeeper.contract;

import java.util.List;

/// A path pattern: `*` stands for any text, slashes included; a trailing `/*` for nothing as well.
///
/// So `/dashboard/*` covers `/dashboard` and everything below it, and `/*.svg` every path with that
/// ending. Matching takes time linear in the path for each `*` of the pattern.
record PathGlob(List<String> pieces, String bare) implements PathRule {
  static PathGlob of(String pattern) {
    var bare = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : pattern;
    return new PathGlob(List.of(pattern.split("\\*", -1)), bare);
  }

  @Override
  public boolean matches(String path) {
    return path.equals(bare) || (pieces.size() > 1 && matchesPieces(path));
  }

  private boolean matchesPieces(String path) {
    var first = pieces.getFirst();
    var last = pieces.getLast();
    if (path.length() < first.length() + last.length()
        || !path.startsWith(first)
        || !path.endsWith(last)) {
      return false;
    }
    return holdsInOrder(path.substring(first.length(), path.length() - last.length()));
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
