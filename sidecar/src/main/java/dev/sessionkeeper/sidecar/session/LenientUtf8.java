package dev.sessionkeeper.sidecar.session;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// UTF-8 as the Supabase browser client reads it: surrogates and overlong forms are accepted, so is
/// any byte above 127 within a character; an incomplete character at the end is dropped; anything
/// else that is not UTF-8 is an error.
///
/// Source: supabase/ssr v0.12.7 `src/utils/base64url.ts`, `stringFromUTF8`.
final class LenientUtf8 {
  private static final int LARGEST_CODE_POINT = 0x10FFFF;

  private LenientUtf8() {}

  /// Decodes; empty where the client would throw.
  static Optional<String> decode(byte[] bytes) {
    var text = new StringBuilder(bytes.length);
    var codePoint = 0;
    var missing = 0;
    for (var b : bytes) {
      if (missing == 0) {
        missing = continuations(b);
        codePoint = lead(b, missing);
      } else {
        missing = b < 0 ? missing - 1 : -1;
        codePoint = (codePoint << 6) | (b & 0x3F);
      }
      if (missing < 0 || codePoint > LARGEST_CODE_POINT) {
        return Optional.empty();
      }
      if (missing == 0) {
        text.appendCodePoint(codePoint);
      }
    }
    return Optional.of(text.toString());
  }

  /// Encodes a code point, half of a pair included.
  static void encode(int codePoint, ByteArrayOutputStream bytes) {
    if (codePoint < 0x80) {
      bytes.write(codePoint);
      return;
    }
    var continuations = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
    bytes.write((0xFF00 >> (continuations + 1)) | (codePoint >> (6 * continuations)));
    for (var i = continuations - 1; i >= 0; i--) {
      bytes.write(0x80 | ((codePoint >> (6 * i)) & 0x3F));
    }
  }

  /// How many bytes follow a lead byte; negative if it is none.
  private static int continuations(byte b) {
    var unsigned = b & 0xFF;
    if (unsigned < 0x80) {
      return 0;
    }
    return switch (unsigned >> 4) {
      case 0xC, 0xD -> 1;
      case 0xE -> 2;
      case 0xF -> unsigned < 0xF8 ? 3 : -1;
      default -> -1;
    };
  }

  private static int lead(byte b, int continuations) {
    return continuations == 0 ? b : b & (0x3F >> Math.max(0, continuations));
  }
}
