package dev.sessionkeeper.sidecar.cookie;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `encodeURIComponent` and `decodeURIComponent` of JavaScript. Source: ECMA-262 section 19.2.6.
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

  /// Decodes a text; empty where JavaScript throws a URIError: at an escape that is cut, or at
  /// bytes that are not UTF-8.
  public static Optional<String> decode(String text) {
    if (text.indexOf('%') < 0) {
      return Optional.of(text);
    }
    var decoded = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); ) {
      if (text.charAt(i) != '%') {
        decoded.append(text.charAt(i++));
        continue;
      }
      var end = endOfEscapes(text, i);
      var run = utf8(text, i, end);
      if (run.isEmpty()) {
        return Optional.empty();
      }
      decoded.append(run.get());
      i = end;
    }
    return Optional.of(decoded.toString());
  }

  private static int endOfEscapes(String text, int start) {
    var end = start;
    while (end < text.length() && text.charAt(end) == '%') {
      end += ESCAPE_LENGTH;
    }
    return end;
  }

  private static Optional<String> utf8(String text, int start, int end) {
    if (end > text.length()) {
      return Optional.empty();
    }
    var bytes = new byte[(end - start) / ESCAPE_LENGTH];
    for (var i = 0; i < bytes.length; i++) {
      var high = digit(text.charAt(start + i * ESCAPE_LENGTH + 1));
      var low = digit(text.charAt(start + i * ESCAPE_LENGTH + 2));
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      // Not UTF-8: the URIError of JavaScript, told by the empty result.
      return Optional.empty();
    }
  }

  private static int digit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  /// The length of a code point's encoded form.
  public static int lengthOf(int codePoint) {
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

  /// Whether a code point is half of a pair, which no encoding of JavaScript takes.
  public static boolean isSurrogate(int codePoint) {
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
