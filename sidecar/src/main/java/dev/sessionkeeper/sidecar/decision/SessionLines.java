package dev.sessionkeeper.sidecar.decision;

import dev.sessionkeeper.sidecar.cookie.CookieAttributes;
import dev.sessionkeeper.sidecar.cookie.SetCookie;
import dev.sessionkeeper.sidecar.cookie.SetCookieLine;
import dev.sessionkeeper.sidecar.cookie.SetCookieLine.Identity;
import dev.sessionkeeper.sidecar.session.CookieName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The `Set-Cookie` lines of a response: the application's, overlaid on ours by name.
///
/// The application made its changes for the cookies that it saw. Where it saw the refreshed
/// session, names that it left alone still need our line; where it saw the old one because the
/// refresh ran beside it, any change of its own is newer than our refresh, and ours are dropped.
/// Source: supabase.md 6.6.
///
/// @param all every line, in order: those of foreign cookies byte for byte
/// @param session how many of them concern the session
public record SessionLines(List<String> all, int session) {

  /// What the application saw when it made its changes.
  public enum Seen {
    /// What our lines lead to.
    REFRESHED,
    /// What the browser sent.
    AS_SENT
  }

  public SessionLines {
    all = List.copyOf(all);
  }

  /// Overlays.
  ///
  /// @param ours what the browser is to be told of the session
  /// @param theirs the lines of the application, in order
  public static SessionLines overlay(
      List<SetCookie> ours,
      List<String> theirs,
      Seen seen,
      CookieName name,
      CookieAttributes policy) {
    var parsed = theirs.stream().map(SetCookieLine::parse).toList();
    var managed = parsed.stream().filter(line -> name.owns(line.name())).toList();
    var kept = managed.isEmpty() ? ours : overlaid(ours, managed, seen);
    var lines = new ArrayList<String>();
    kept.forEach(cookie -> lines.add(cookie.line()));
    var effective = lastOfEach(managed);
    for (var line : parsed) {
      if (!name.owns(line.name())) {
        lines.add(line.text());
      } else if (effective.remove(line)) {
        lines.add(line.hardened(policy));
      }
    }
    return new SessionLines(lines, lines.size() - (parsed.size() - managed.size()));
  }

  private static List<SetCookie> overlaid(
      List<SetCookie> ours, List<SetCookieLine> managed, Seen seen) {
    if (seen == Seen.AS_SENT) {
      return List.of();
    }
    Set<String> written = new HashSet<>();
    Set<String> set = new HashSet<>();
    Set<Identity> identities = new HashSet<>();
    for (var line : managed) {
      written.add(line.name());
      identities.add(line.identity());
      if (!line.deletes()) {
        set.add(line.name());
      }
    }
    return ours.stream()
        .filter(cookie -> cookie.deletes() || !written.contains(cookie.name()))
        .filter(cookie -> !cookie.deletes() || !set.contains(cookie.name()))
        .filter(cookie -> !identities.contains(SetCookieLine.parse(cookie.line()).identity()))
        .toList();
  }

  /// Of several lines for one cookie the browser keeps the last.
  private static Set<SetCookieLine> lastOfEach(List<SetCookieLine> lines) {
    Map<Identity, SetCookieLine> last = new HashMap<>();
    lines.forEach(line -> last.put(line.identity(), line));
    return new HashSet<>(last.values());
  }
}
