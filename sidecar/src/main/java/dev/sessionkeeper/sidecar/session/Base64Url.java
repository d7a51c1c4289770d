package dev.sessionkeeper.sidecar.session;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// Base64url without padding, with the leniencies of the Supabase browser client.
///
/// Source: supabase/ssr v0.12.7 `src/utils/base64url.ts`.
final class Base64Url {
  private static final int INVALID = -1;
  private static final int IGNORED = -2;
  private static final Pattern MISCODED = Pattern.compile("[\\x{20000}-\\x{10FFFF}]");

  private Base64Url() {}

  /// Encodes a text as the client does. Lone surrogates and code points above U+1FFFF come out as
  /// other characters, since the client drops the upper bits of such pairs; texts that hold any
  /// must be escaped before.
  static String encode(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    for (var i = 0; i < text.length(); i++) {
      var unit = text.charAt(i);
      if (Character.isHighSurrogate(unit)) {
        i++;
        var low = i < text.length() ? text.charAt(i) - Character.MIN_LOW_SURROGATE : 0;
        var high = (unit - Character.MIN_HIGH_SURROGATE) << 10;
        LenientUtf8.encode(((high | low) & 0xFFFF) + 0x10000, bytes);
      } else {
        LenientUtf8.encode(unit, bytes);
      }
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /// Encodes JSON such that every client reads the same text back: what the client would miscode
  /// is escaped.
  static String encodeJson(String json) {
    return encode(
        MISCODED
            .matcher(json)
            .replaceAll(
                found ->
                    "\\\\u%04x\\\\u%04x"
                        .formatted((int) found.group().charAt(0), (int) found.group().charAt(1))));
  }

  /// Decodes to text; empty where the client would throw.
  ///
  /// Space, tab, line feed, carriage return and `=` are ignored anywhere; bits and bytes that
  /// do not complete a character at the end are dropped.
  static Optional<String> decode(String encoded) {
    var bytes = new ByteArrayOutputStream(encoded.length());
    var queue = 0;
    var bits = 0;
    for (var i = 0; i < encoded.length(); i++) {
      var digit = digit(encoded.charAt(i));
      if (digit == INVALID) {
        return Optional.empty();
      }
      if (digit >= 0) {
        queue = ((queue << 6) | digit) & 0xFFFF;
        bits += 6;
      }
      if (bits >= 8) {
        bits -= 8;
        bytes.write(queue >> bits);
      }
    }
    return LenientUtf8.decode(bytes.toByteArray());
  }

  private static int digit(char c) {
    return switch (c) {
      case '-' -> 62;
      case '_' -> 63;
      case ' ', '\t', '\n', '\r', '=' -> IGNORED;
      default -> letter(c);
    };
  }

  private static int letter(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    return c >= '0' && c <= '9' ? c - '0' + 52 : INVALID;
  }
}
