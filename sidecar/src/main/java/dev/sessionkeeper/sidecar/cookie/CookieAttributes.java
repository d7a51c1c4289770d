package dev.sessionkeeper.sidecar.cookie;

import dev.sessionkeeper.contract.CookiesConfig;
import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import java.util.Locale;

/// The attributes that a `Set-Cookie` line carries besides its lifetime. Source: RFC 6265bis
/// section 4.1.2.
///
/// @param path the scope by path
/// @param domain the scope by domain; empty for the host alone
/// @param priority which cookies a full browser keeps; a Chromium extension
public record CookieAttributes(
    String path,
    String domain,
    SameSite sameSite,
    boolean httpOnly,
    boolean secure,
    boolean partitioned,
    Priority priority) {

  /// The `Priority` attribute of Chromium.
  public enum Priority {
    UNSET,
    LOW,
    MEDIUM,
    HIGH
  }

  /// The attributes of the session cookies of a policy.
  public static CookieAttributes of(CookiesConfig cookies) {
    return new CookieAttributes(
        cookies.path(),
        cookies.domain(),
        cookies.sameSite(),
        cookies.httpOnly(),
        cookies.secure(),
        cookies.partitioned(),
        Priority.UNSET);
  }

  /// The same attributes in another scope.
  public CookieAttributes inScope(String otherDomain, String otherPath) {
    return new CookieAttributes(
        otherPath, otherDomain, sameSite, httpOnly, secure, partitioned, priority);
  }

  /// The spelling of a `SameSite` or `Priority` on the wire.
  static String spelling(Enum<?> choice) {
    var name = choice.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
