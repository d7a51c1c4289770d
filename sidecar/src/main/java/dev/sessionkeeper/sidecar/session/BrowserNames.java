package dev.sessionkeeper.sidecar.session;

import dev.sessionkeeper.contract.CookiePrefix;
import dev.sessionkeeper.contract.CookiesConfig;
import dev.sessionkeeper.contract.UnprefixedCookies;
import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.cookie.CookiePair;
import dev.sessionkeeper.sidecar.cookie.SetCookieLine;
import java.util.List;
import java.util.StringJoiner;

/// Under which names browsers hold the session cookies that the application knows by one name: the
/// same, or the same behind a prefix that browsers guard.
///
/// Where a browser sends cookies with the prefix, those without it are nobody's session: another
/// host of the domain may have planted them.
public final class BrowserNames {
  private final CookieName app;
  private final CookieName browser;
  private final CookiePrefix prefix;
  private final UnprefixedCookies unprefixed;

  private BrowserNames(CookieName app, CookiePrefix prefix, UnprefixedCookies unprefixed) {
    this.app = app;
    this.browser = new CookieName(prefix.text() + app.base());
    this.prefix = prefix;
    this.unprefixed = unprefixed;
  }

  /// The names under a policy.
  public static BrowserNames of(CookiesConfig cookies, CookieName app) {
    return new BrowserNames(app, cookies.prefix(), cookies.unprefixed());
  }

  /// Whether browsers and the application know the same names.
  public boolean areOfApp() {
    return prefix == CookiePrefix.NONE;
  }

  /// The name in browsers.
  public String of(String appName) {
    return prefix.text() + appName;
  }

  /// Whether cookies of another scope than the policy's can exist under these names.
  public boolean mayHaveOtherScopes() {
    return prefix != CookiePrefix.HOST;
  }

  /// A `Cookie` header as the application knows it; the very same text where nothing of the session
  /// is in it.
  public String toApp(String header) {
    if (areOfApp() || !header.contains(app.base())) {
      return header;
    }
    var cookies = CookieHeader.parse(header);
    return withoutPrefix(
        keepsUnprefixed(cookies) ? cookies : CookieHeader.parse(cookies.without(app::owns)));
  }

  /// Whether a browser holds the session under the old names alone, and they count.
  public boolean isToMigrate(CookieHeader sent) {
    return !areOfApp() && keepsUnprefixed(sent) && !unprefixedOf(sent).isEmpty();
  }

  /// The cookies of a browser that have the application's names though these are not the browser's.
  public List<CookiePair> unprefixedOf(CookieHeader sent) {
    return areOfApp() ? List.of() : sent.named(app::owns);
  }

  /// A line of the application, or of ours, for the browser. Under `__Host-` there is one scope; a
  /// deletion in another one is for a cookie of old.
  public String toBrowser(SetCookieLine line) {
    return switch (prefix) {
      case NONE -> line.text();
      case SECURE -> line.prefixed(prefix.text());
      case HOST ->
          line.deletes() && isElsewhere(line)
              ? line.text()
              : line.atRootOfHost().prefixed(prefix.text());
    };
  }

  private boolean keepsUnprefixed(CookieHeader sent) {
    return unprefixed == UnprefixedCookies.MIGRATE
        && sent.pairs().stream().noneMatch(pair -> browser.owns(pair.name()));
  }

  private String withoutPrefix(CookieHeader cookies) {
    var text = new StringJoiner(";");
    for (var pair : cookies.pairs()) {
      text.add(browser.owns(pair.name()) ? withoutPrefix(pair.text()) : pair.text());
    }
    return text.toString();
  }

  private String withoutPrefix(String pair) {
    var start = pair.indexOf(prefix.text());
    return pair.substring(0, start) + pair.substring(start + prefix.text().length());
  }

  private static boolean isElsewhere(SetCookieLine line) {
    var scope = line.identity();
    return !scope.domain().isEmpty() || !scope.path().equals("/");
  }
}
