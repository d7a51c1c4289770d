package dev.sessionkeeper.sidecar.session;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// A claim as the value of a header field: visible ASCII, so that every application reads the same.
///
/// `%` and what is no ASCII is percent-encoded as UTF-8; `decodeURIComponent` gives the claim back,
/// and ordinary values are written as they are. A claim with control characters is no value at all.
final class HeaderText {
  private static final int LONGEST = 1_024;

  private HeaderText() {}

  /// The value of a claim; empty if it cannot be told.
  static Optional<String> of(String claim) {
    var text = new StringBuilder();
    for (var i = 0; i < claim.length(); ) {
      var codePoint = claim.codePointAt(i);
      i += Character.charCount(codePoint);
      if (Character.isISOControl(codePoint) || isSurrogate(codePoint)) {
        return Optional.empty();
      }
      if (codePoint < 0x7F && codePoint != '%' && codePoint != ' ') {
        text.append((char) codePoint);
      } else {
        appendEncoded(text, codePoint);
      }
    }
    return Optional.of(text.toString()).filter(HeaderText::isTold);
  }

  private static boolean isTold(String value) {
    return !value.isEmpty() && value.length() <= LONGEST;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint <= Character.MAX_VALUE && Character.isSurrogate((char) codePoint);
  }

  private static void appendEncoded(StringBuilder text, int codePoint) {
    for (var part : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      text.append(String.format(Locale.ROOT, "%%%02X", part & 0xFF));
    }
  }
}
