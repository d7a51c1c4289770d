package dev.sessionkeeper.sidecar.session;

import java.time.Duration;

/// What the cookies of a request say about the session, before anybody is asked.
public sealed interface SessionCheck {

  /// No cookie of the managed name.
  record None() implements SessionCheck {}

  /// Valid, and outside the early window, or without a refresh token: nothing to do.
  record Fresh(Session session) implements SessionCheck {}

  /// Valid, but inside the early window: a refresh runs beside the request.
  record Due(Session session) implements SessionCheck {}

  /// Inside the hard margin or past its end: the request waits for the refresh.
  record Expired(Session session) implements SessionCheck {}

  /// Cookies of the managed name that hold no session that anybody could use.
  ///
  /// @param reason a constant text without anything of the cookie's value
  record Malformed(String reason) implements SessionCheck {}

  /// Judges what was found in the cookies.
  ///
  /// @param window for tokens of long life; those of short life get a smaller one
  static SessionCheck of(StoredSession stored, RefreshWindow window, Moment now) {
    return switch (stored) {
      case StoredSession.Absent() -> new None();
      case StoredSession.Unreadable(var reason) -> new Malformed(reason);
      case StoredSession.Found(var session, _, _) -> ofSession(session, window, now);
    };
  }

  private static SessionCheck ofSession(Session session, RefreshWindow window, Moment now) {
    if (session.accessToken().value().isEmpty()) {
      return new Malformed("a session without an access token");
    }
    if (session.expiresAt().isEmpty()) {
      return new Fresh(session);
    }
    var left = Duration.between(now.atServer(), session.expiresAt().get());
    var clamped = window.of(session);
    if (left.compareTo(clamped.early()) > 0) {
      return new Fresh(session);
    }
    if (session.refreshToken().value().isEmpty()) {
      // A client that is given such a session fails with an unhandled rejection.
      return left.isPositive()
          ? new Fresh(session)
          : new Malformed("an expired session without a refresh token");
    }
    return left.compareTo(clamped.margin()) > 0 ? new Due(session) : new Expired(session);
  }
}
