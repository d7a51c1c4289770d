package dev.sessionkeeper.sidecar.session;

/// What the cookies of a request say about the session, before anybody is asked.
public sealed interface SessionCheck {

  /// No cookie of the managed name.
  record None() implements SessionCheck {}

  /// Valid, and outside the early window: nothing to do.
  record Fresh(Session session) implements SessionCheck {}

  /// Valid, but inside the early window: a refresh runs beside the request.
  record Due(Session session) implements SessionCheck {}

  /// Inside the hard margin or past its end: the request waits for the refresh.
  record Expired(Session session) implements SessionCheck {}

  /// Cookies of the managed name that hold no session that anybody could use.
  ///
  /// @param reason a constant text without anything of the cookie's value
  record Malformed(String reason) implements SessionCheck {}
}
