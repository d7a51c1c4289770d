package dev.sessionkeeper.sidecar.cookie;

import java.util.Optional;

/// One cookie of a `Cookie` header.
///
/// @param text the very text between two semicolons, white space included
/// @param name without spaces and tabs around it
/// @param value without spaces and tabs around it, not decoded; empty for a cookie without `=`
public record CookiePair(String text, String name, Optional<String> value) {

  static CookiePair of(String text) {
    var equals = text.indexOf('=');
    return equals < 0
        ? new CookiePair(text, trimmed(text), Optional.empty())
        : new CookiePair(
            text,
            trimmed(text.substring(0, equals)),
            Optional.of(trimmed(text.substring(equals + 1))));
  }

  /// The value as clients read it: percent-decoded where that is possible, else as it stands.
  ///
  /// Source: npm `cookie` 1.1.1 (parse).
  public Optional<String> decoded() {
    return value.map(raw -> UriComponent.decode(raw).orElse(raw));
  }

  /// Whether every reader finds this name and this value: there is an `=`, no white space but
  /// before the name, and no escape that some readers drop the cookie for.
  ///
  /// Source: npm `cookie` 1.1.1 trims and keeps, `RequestCookies` of Next.js 16 does neither.
  public boolean isPlain() {
    var pair = name + "=" + value.orElse("");
    return value.isPresent()
        && text.equals(" ".repeat(Math.max(0, text.length() - pair.length())) + pair)
        && UriComponent.decode(value.get()).isPresent();
  }

  private static String trimmed(String text) {
    var start = 0;
    var end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (start < end && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  @Override
  public String toString() {
    return "CookiePair[" + name + "]";
  }
}
