package dev.sessionkeeper.sidecar.decision;

import dev.sessionkeeper.contract.CookieScope;
import dev.sessionkeeper.contract.CookiesConfig;
import dev.sessionkeeper.sidecar.cookie.CookieAttributes;
import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.cookie.SetCookie;
import dev.sessionkeeper.sidecar.cookie.SetCookieLine;
import dev.sessionkeeper.sidecar.session.BrowserNames;
import dev.sessionkeeper.sidecar.session.CookieName;
import java.util.List;

/// How the lines of a session leave for the browser: under its names, and with deletions of what an
/// earlier name or scope has left behind.
///
/// @param app the names that the application knows
/// @param attributes of the session cookies
/// @param alsoClear other scopes in which there may be copies
public record BrowserLines(
    CookieName app, BrowserNames names, CookieAttributes attributes, List<CookieScope> alsoClear) {
  // Browsers hold at most 180 cookies of a site; a header made up by hand gets no longer answer.
  private static final int MOST_MOVED = 64;

  public BrowserLines {
    alsoClear = List.copyOf(alsoClear);
  }

  /// The way under a policy.
  public static BrowserLines of(CookiesConfig cookies, CookieName app) {
    return new BrowserLines(
        app, BrowserNames.of(cookies, app), CookieAttributes.of(cookies), cookies.alsoClear());
  }

  /// Whether lines leave as they are.
  public boolean arePlain() {
    return names.areOfApp() && alsoClear.isEmpty();
  }

  /// The lines as they leave.
  ///
  /// @param lines those of the session have the names that the application knows
  /// @param sent what the browser sent, under its own names
  public List<String> of(List<String> lines, CookieHeader sent) {
    var leaving = new LeavingLines();
    lines.forEach(line -> add(line, leaving));
    moveUnprefixed(sent, leaving);
    clearCopies(sent, leaving);
    return leaving.all();
  }

  private void add(String text, LeavingLines leaving) {
    var line = SetCookieLine.parse(text);
    if (app.owns(line.name())) {
      leaving.addOfSession(line, names.toBrowser(line));
    } else {
      leaving.addForeign(text);
    }
  }

  /// With the first line of a session all of its cookies move: the browser must not be left with
  /// some of each name, as it would be where the application writes what has changed alone.
  private void moveUnprefixed(CookieHeader sent, LeavingLines leaving) {
    var moves = names.isToMigrate(sent) && leaving.set();
    for (var pair : names.unprefixedOf(sent).stream().limit(MOST_MOVED).toList()) {
      if (moves && !leaving.mentions(pair.name())) {
        var value = pair.value().orElse("");
        leaving.addUnlessThere(SetCookie.set(names.of(pair.name()), value, attributes));
      }
      leaving.clear(SetCookie.delete(pair.name(), attributes.inScope("", attributes.path())));
      leaving.clear(SetCookie.delete(pair.name(), attributes));
      clearAt(pair.name(), leaving);
    }
  }

  private void clearCopies(CookieHeader sent, LeavingLines leaving) {
    if (!alsoClear.isEmpty() && names.mayHaveOtherScopes()) {
      leaving.mentioned().stream()
          .map(names::of)
          .filter(name -> !sent.named(name::equals).isEmpty())
          .forEach(name -> clearAt(name, leaving));
    }
  }

  private void clearAt(String name, LeavingLines leaving) {
    for (var scope : alsoClear) {
      leaving.clear(SetCookie.delete(name, attributes.inScope(scope.domain(), scope.path())));
    }
  }
}
