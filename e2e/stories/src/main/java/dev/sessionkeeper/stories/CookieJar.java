package dev.sessionkeeper.stories;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import dev.sessionkeeper.sessions.StoredSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The cookies of one visitor's browser, which has seen one site only: in particular the session's.
final class CookieJar {
  static final String SESSION = "sb-127-auth-token";

  private final BrowserContext browser;

  CookieJar(BrowserContext browser) {
    this.browser = browser;
  }

  /// The session, if the jar holds exactly one whole one.
  Optional<StoredSession> session() {
    var cookies = sessionCookies();
    if (cookies.isEmpty()) {
      return Optional.empty();
    }
    var value = cookies.stream().map(cookie -> cookie.value).collect(Collectors.joining());
    return Optional.of(StoredSession.decode(value));
  }

  /// The session's cookies: the bare one, or the chunks in their order.
  List<Cookie> sessionCookies() {
    return browser.cookies().stream()
        .filter(cookie -> cookie.name.equals(SESSION) || cookie.name.startsWith(SESSION + "."))
        .sorted(Comparator.comparingInt(CookieJar::chunk))
        .toList();
  }

  List<String> sessionCookieNames() {
    return sessionCookies().stream().map(cookie -> cookie.name).toList();
  }

  /// Puts another session of the same length into the same cookies.
  void replaceSession(StoredSession session) {
    var rest = session.encode();
    var replaced = new ArrayList<Cookie>();
    for (var cookie : sessionCookies()) {
      var length = cookie.value.length();
      replaced.add(withValue(cookie, rest.substring(0, length)));
      rest = rest.substring(length);
    }
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("session: expected the length of the one it replaces");
    }
    browser.addCookies(replaced);
  }

  /// The `Cookie` header that the browser sends.
  String header() {
    return browser.cookies().stream()
        .map(cookie -> cookie.name + "=" + cookie.value)
        .collect(Collectors.joining("; "));
  }

  private static int chunk(Cookie cookie) {
    return cookie.name.equals(SESSION)
        ? -1
        : Integer.parseInt(cookie.name.substring(SESSION.length() + 1));
  }

  private static Cookie withValue(Cookie cookie, String value) {
    return new Cookie(cookie.name, value)
        .setDomain(cookie.domain)
        .setPath(cookie.path)
        .setExpires(cookie.expires)
        .setHttpOnly(cookie.httpOnly)
        .setSecure(cookie.secure)
        .setSameSite(cookie.sameSite);
  }
}
