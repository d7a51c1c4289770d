package dev.sessionkeeper.contract;

import java.util.List;

/// The attributes of the session cookies.
///
/// @param domain empty for a host-only cookie
/// @param invalid what happens to cookies that are forged or malformed
/// @param prefix what stands before the cookie's name in browsers
/// @param unprefixed what cookies without the prefix count
/// @param alsoClear scopes in which stale copies are deleted
/// @param harden what cookies of the application must leave with; the first match decides
public record CookiesConfig(
    boolean httpOnly,
    boolean secure,
    SameSite sameSite,
    String path,
    String domain,
    boolean partitioned,
    Encoding encoding,
    InvalidCookies invalid,
    CookiePrefix prefix,
    UnprefixedCookies unprefixed,
    List<CookieScope> alsoClear,
    List<AppCookieRule> harden) {

  public CookiesConfig {
    alsoClear = List.copyOf(alsoClear);
    harden = List.copyOf(harden);
  }

  /// The `SameSite` attribute.
  public enum SameSite {
    STRICT,
    LAX,
    NONE
  }

  /// How the session is written into its cookie; reading understands both.
  public enum Encoding {
    BASE64_URL,
    RAW
  }

  /// What the browser is told about session cookies that are forged or malformed.
  public enum InvalidCookies {
    KEEP,
    DELETE
  }
}
