package dev.sessionkeeper.sidecar.cookie;

import dev.sessionkeeper.sidecar.cookie.CookieAttributes.Priority;
import java.time.Duration;

/// A cookie that the browser is told to keep or to delete.
///
/// @param value ready for the wire; empty in a deletion
/// @param maxAge how long the browser keeps it; zero deletes it
public record SetCookie(String name, String value, Duration maxAge, CookieAttributes attributes) {
  /// The lifetime of session cookies, and the longest that browsers grant. The end of a session is
  /// the Auth server's to decide, never the cookie's. Source: supabase/ssr v0.12.7
  /// `src/utils/constants.ts`.
  public static final Duration LIFETIME = Duration.ofDays(400);

  /// A cookie that the browser keeps.
  public static SetCookie set(String name, String value, CookieAttributes attributes) {
    return new SetCookie(name, value, LIFETIME, attributes);
  }

  /// A deletion; it has the attributes of the cookie, since browsers compare the scope and some
  /// proxies the rest.
  public static SetCookie delete(String name, CookieAttributes attributes) {
    return new SetCookie(name, "", Duration.ZERO, attributes);
  }

  /// Whether this deletes.
  public boolean deletes() {
    return maxAge.isZero();
  }

  /// The value of the `Set-Cookie` field, attributes in the order of npm `cookie` 1.1.1.
  public String line() {
    var line = new StringBuilder(name).append('=').append(value);
    line.append("; Max-Age=").append(maxAge.toSeconds());
    if (!attributes.domain().isEmpty()) {
      line.append("; Domain=").append(attributes.domain());
    }
    if (!attributes.path().isEmpty()) {
      line.append("; Path=").append(attributes.path());
    }
    line.append(attributes.httpOnly() ? "; HttpOnly" : "");
    line.append(attributes.secure() ? "; Secure" : "");
    line.append(attributes.partitioned() ? "; Partitioned" : "");
    if (attributes.priority() != Priority.UNSET) {
      line.append("; Priority=").append(CookieAttributes.spelling(attributes.priority()));
    }
    return line.append("; SameSite=")
        .append(CookieAttributes.spelling(attributes.sameSite()))
        .toString();
  }

  @Override
  public String toString() {
    return "SetCookie[" + name + (deletes() ? ", deleted]" : "]");
  }
}
