package dev.sessionkeeper.sidecar.session;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `encodeURIComponent` of JavaScript, and how long its result is. Source: ECMA-262 section 19.2.6.
public final class UriComponent {
  private static final String UNRESERVED_MARKS = "-_.!~*'()";
  private static final int ESCAPE_LENGTH = 3;

  private UriComponent() {}

  /// Encodes a text; empty where JavaScript throws a URIError: at a lone surrogate.
  public static Optional<String> encode(String text) {
    var encoded = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); ) {
      var codePoint = text.codePointAt(i);
      if (isSurrogate(codePoint)) {
        return Optional.empty();
      }
      append(encoded, codePoint);
      i += Character.charCount(codePoint);
    }
    return Optional.of(encoded.toString());
  }

  /// The length of a code point's encoded form.
  static int lengthOf(int codePoint) {
    if (isUnreserved(codePoint)) {
      return 1;
    }
    if (codePoint < 0x80) {
      return ESCAPE_LENGTH;
    }
    if (codePoint < 0x800) {
      return 2 * ESCAPE_LENGTH;
    }
    return codePoint < 0x10000 ? 3 * ESCAPE_LENGTH : 4 * ESCAPE_LENGTH;
  }

  static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (c < 0x80 && UNRESERVED_MARKS.indexOf(c) >= 0);
  }

  private static void append(StringBuilder encoded, int codePoint) {
    if (isUnreserved(codePoint)) {
      encoded.append((char) codePoint);
      return;
    }
    for (var b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      encoded.append('%').append(hex(b >> 4)).append(hex(b));
    }
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit & 0xF);
  }
}
