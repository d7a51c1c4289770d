package dev.sessionkeeper.simulator.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Base64url without padding as Go's `base64.RawURLEncoding` reads it: line breaks are skipped,
/// spare bits ignored.
public final class GoBase64 {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private GoBase64() {}

  /// Decodes a text.
  ///
  /// @throws GoBase64Exception at the first character that does not fit
  public static byte[] decode(String text) {
    var out = new ByteArrayOutputStream();
    var bits = 0;
    var count = 0;
    for (var at = 0; at < text.length(); at++) {
      var character = text.charAt(at);
      if (character == '\n' || character == '\r') {
        continue;
      }
      var value = ALPHABET.indexOf(character);
      if (value < 0) {
        throw illegalAt(utf8Offset(text, at));
      }
      bits = bits << 6 | value;
      count++;
      if (count % 4 != 1) {
        out.write(bits >> (6 - 2 * ((count - 1) % 4)) & 0xff);
      }
    }
    if (count % 4 == 1) {
      throw illegalAt(text.length() - 1);
    }
    return out.toByteArray();
  }

  private static int utf8Offset(String text, int at) {
    return text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
  }

  private static GoBase64Exception illegalAt(int offset) {
    return new GoBase64Exception("illegal base64 data at input byte " + offset);
  }
}
