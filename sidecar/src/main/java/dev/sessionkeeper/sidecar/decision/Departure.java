package dev.sessionkeeper.sidecar.decision;

import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.cookie.SetCookieLine;
import dev.sessionkeeper.sidecar.session.CookieName;
import dev.sessionkeeper.sidecar.session.Generation;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.StoredSession;
import java.util.List;
import java.util.stream.Collectors;

/// Tells from the application's own `Set-Cookie` lines whether it ends the session of a request:
/// signs the visitor out, or in as somebody else.
public final class Departure {
  private Departure() {}

  /// Whether the browser will not hold a session any more once it has read the lines.
  ///
  /// @param presented the session that the request came with
  /// @param theirs the lines of the application
  public static boolean ends(Session presented, List<String> theirs, CookieName name) {
    var managed =
        theirs.stream().map(SetCookieLine::parse).filter(line -> name.owns(line.name())).toList();
    var written =
        managed.stream()
            .filter(line -> !line.deletes())
            .map(SetCookieLine::pair)
            .collect(Collectors.joining("; "));
    return switch (StoredSession.in(CookieHeader.parse(written), name)) {
      case StoredSession.Absent() -> managed.stream().anyMatch(line -> isHead(line.name(), name));
      case StoredSession.Found found -> !Generation.isSameSignIn(presented, found.session());
      // Chunks that were left alone are not repeated: what comes of them cannot be told.
      case StoredSession.Unreadable(_) -> false;
    };
  }

  /// Without its first cookie a session cannot be read; chunks behind it go when it shrinks.
  private static boolean isHead(String cookie, CookieName name) {
    return cookie.equals(name.base()) || cookie.equals(name.chunk(0));
  }
}
