package dev.sessionkeeper.sidecar.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Base64url without padding, with the leniencies of the Supabase browser client.
///
/// Source: supabase/ssr v0.12.7 `src/utils/base64url.ts`.
final class Base64Url {
  private static final int INVALID = -1;
  private static final int IGNORED = -2;

  private Base64Url() {}

  /// Encodes the UTF-8 bytes of a text.
  static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Decodes to text; empty where the client would throw.
  ///
  /// Space, tab, line feed, carriage return and `=` are ignored anywhere; bits and bytes that do
  /// not
  /// complete a character at the end are dropped.
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
