package dev.sessionkeeper.sidecar.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The key of the session cookies in a header, without taking the header apart: this is all that a
/// request costs whose session was judged a moment ago.
///
/// It covers the very text of all cookies of the managed name, in their order and with duplicates,
/// and nothing else, so that other cookies may change. One instance makes one key after the other;
/// belongs to one event loop.
public final class CookieFingerprint {
  private final MessageDigest digest = Sha256.digest();

  /// The key of the cookies of one name.
  ///
  /// @param header the text of all `Cookie` fields, one character for each byte
  public Fingerprint of(String header, CookieName name) {
    var bytes = header.getBytes(StandardCharsets.ISO_8859_1);
    for (var start = 0; start < header.length(); ) {
      var semicolon = header.indexOf(';', start);
      var end = semicolon < 0 ? header.length() : semicolon;
      if (isOwned(header, start, end, name)) {
        digest.update(bytes, start, end - start);
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
