package dev.sessionkeeper.sidecar.decision;

import dev.sessionkeeper.sidecar.cookie.SetCookie;
import dev.sessionkeeper.sidecar.cookie.SetCookieLine;
import dev.sessionkeeper.sidecar.cookie.SetCookieLine.Identity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The lines of one response while they are put together: one for each cookie and scope, and
/// deletions of old copies in front, as readers that know names alone go by the last.
final class LeavingLines {
  // A header made up by hand gets no longer answer.
  private static final int MOST_CLEARED = 128;

  private final List<String> cleared = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final Set<Identity> identities = new HashSet<>();
  private final Set<String> mentioned = new LinkedHashSet<>();
  private boolean set;

  /// Adds a line of the session.
  ///
  /// @param line as the application knows it
  /// @param leaving as the browser gets it
  void addOfSession(SetCookieLine line, String leaving) {
    mentioned.add(line.name());
    set |= !line.deletes();
    identities.add(SetCookieLine.parse(leaving).identity());
    lines.add(leaving);
  }

  void addForeign(String line) {
    lines.add(line);
  }

  void addUnlessThere(SetCookie cookie) {
    if (isNew(cookie)) {
      lines.add(cookie.line());
    }
  }

  /// Deletes an old copy.
  void clear(SetCookie deletion) {
    if (cleared.size() < MOST_CLEARED && isNew(deletion)) {
      cleared.add(deletion.line());
    }
  }

  /// The names of the session cookies, as the application knows them, that there are lines for.
  Set<String> mentioned() {
    return mentioned;
  }

  boolean mentions(String name) {
    return mentioned.contains(name);
  }

  /// Whether any line leaves the browser with a cookie of a session.
  boolean set() {
    return set;
  }

  List<String> all() {
    var all = new ArrayList<>(cleared);
    all.addAll(lines);
    return all;
  }

  private boolean isNew(SetCookie cookie) {
    return identities.add(SetCookieLine.parse(cookie.line()).identity());
  }
}
