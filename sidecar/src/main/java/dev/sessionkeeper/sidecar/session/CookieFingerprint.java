package dev.sessionkeeper.sidecar.session;

import java.nio.charset.StandardCharsets;

/// The key of the session cookies in a header, without taking the header apart: this is all that a
/// request costs whose session was judged a moment ago.
///
/// It covers the very text of all cookies of the managed name, in their order and with duplicates,
/// and nothing else, so that other cookies may change.
public final class CookieFingerprint {
  private CookieFingerprint() {}

  /// The key of the cookies of one name.
  ///
  /// @param header the text of all `Cookie` fields, one character for each byte
  public static Fingerprint of(String header, CookieName name) {
    var digest = Sha256.digest();
    for (var start = 0; start < header.length(); ) {
      var semicolon = header.indexOf(';', start);
      var end = semicolon < 0 ? header.length() : semicolon;
      if (isOwned(header, start, end, name)) {
        digest.update(header.substring(start, end).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) ';');
      }
      start = end + 1;
    }
    return Fingerprint.of(digest.digest());
  }

  private static boolean isOwned(String header, int start, int end, CookieName name) {
    var first = start;
    while (first < end && (header.charAt(first) == ' ' || header.charAt(first) == '\t')) {
      first++;
    }
    if (!header.startsWith(name.base(), first)) {
      return false;
    }
    var equals = header.indexOf('=', first);
    return name.owns(header.substring(first, equals < 0 || equals > end ? end : equals).strip());
  }
}
