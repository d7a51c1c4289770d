package dev.sessionkeeper.sidecar.session;

import dev.sessionkeeper.sidecar.cookie.UriComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Splits a cookie value into pieces that each fit into one cookie, measured as JavaScript encodes
/// them for the wire. A character is never cut.
///
/// Source: supabase/ssr v0.12.7 `src/utils/chunker.ts`.
final class Chunks {
  /// The most encoded characters of one cookie.
  static final int SIZE = 3180;

  private Chunks() {}

  /// Splits a value; empty where JavaScript throws a URIError: at a lone surrogate, or if a single
  /// character does not fit.
  ///
  /// @param size the most encoded characters of a piece
  /// @return one piece if the whole value fits
  static Optional<List<String>> split(String value, int size) {
    var pieces = new ArrayList<String>();
    var start = 0;
    var length = 0;
    for (var i = 0; i < value.length(); ) {
      var codePoint = value.codePointAt(i);
      var needed = UriComponent.lengthOf(codePoint);
      if (UriComponent.isSurrogate(codePoint)) {
        return Optional.empty();
      }
      if (length + needed > size) {
        if (needed > size) {
          return Optional.empty();
        }
        pieces.add(value.substring(start, i));
        start = i;
        length = 0;
      }
      length += needed;
      i += Character.charCount(codePoint);
    }
    pieces.add(value.substring(start));
    return Optional.of(pieces);
  }
}
