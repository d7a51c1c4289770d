package dev.sessionkeeper.sidecar.cookie;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// A `Cookie` header taken apart so that every cookie which is not ours keeps its bytes and place.
///
/// Nothing is refused: names and values are whatever stands there, because applications read it the
/// same way. Takes time linear in the text. Source: RFC 6265bis section 5.6, npm `cookie` 1.1.1.
///
/// @param pairs in the order of the header
public record CookieHeader(List<CookiePair> pairs) {
  /// The header of a request without cookies.
  public static final CookieHeader EMPTY = new CookieHeader(List.of());

  public CookieHeader {
    pairs = List.copyOf(pairs);
  }

  /// Takes a header apart.
  ///
  /// @param text of the one header field, or of several joined with `; `
  public static CookieHeader parse(String text) {
    var pairs = new ArrayList<CookiePair>();
    var start = 0;
    while (start <= text.length()) {
      var end = text.indexOf(';', start);
      var stop = end < 0 ? text.length() : end;
      pairs.add(CookiePair.of(text.substring(start, stop)));
      start = stop + 1;
    }
    return new CookieHeader(pairs);
  }

  /// The cookies of some names, in order, duplicates included.
  public List<CookiePair> named(Predicate<String> names) {
    return pairs.stream().filter(pair -> names.test(pair.name())).toList();
  }

  /// The header without the cookies of some names.
  ///
  /// @return the text of the other cookies; blank if there is none left
  public String without(Predicate<String> names) {
    var text = new StringBuilder();
    var isFirst = true;
    for (var pair : pairs) {
      if (names.test(pair.name())) {
        continue;
      }
      // White space stands behind the semicolon that went with the cookies before.
      var isMovedToFront = isFirst && !pair.equals(pairs.getFirst());
      text.append(isFirst ? "" : ";").append(isMovedToFront ? trimmed(pair) : pair.text());
      isFirst = false;
    }
    return text.toString();
  }

  private static String trimmed(CookiePair pair) {
    return pair.text().stripLeading();
  }

  /// The header with the cookies of some names replaced; the new ones come last.
  ///
  /// @param cookies values ready for the wire, by name
  public String replacing(Predicate<String> names, SequencedMap<String, String> cookies) {
    var others = without(names);
    var text = new StringBuilder(others.isBlank() ? "" : others);
    cookies.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "; ").append(name).append('=').append(value));
    return text.toString();
  }

  @Override
  public String toString() {
    return "CookieHeader" + pairs;
  }
}
