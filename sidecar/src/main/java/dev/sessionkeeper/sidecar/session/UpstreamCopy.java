package dev.sessionkeeper.sidecar.session;

import java.time.Duration;

/// The session as the application is shown it, which is another one only near its end.
///
/// auth-js refreshes below 90 s of remaining life, by the cookie's `expires_at`. A session that is
/// valid and cannot be refreshed now is shown with more life than it has, so that the application
/// neither refreshes nor waits. We go by the earlier of `exp` and `expires_at`, so an application
/// that saves the copy does no harm. Source: design rule 1.
public final class UpstreamCopy {
  private static final Duration SHOWN = Duration.ofMinutes(2);

  private UpstreamCopy() {}

  /// Whether the session must not be shown as it is.
  public static boolean isNeeded(Session session, Moment now) {
    return session
        .expiresAt()
        .map(end -> Duration.between(now.here(), end).compareTo(RefreshWindow.SHOWN_AT_LEAST) < 0)
        .orElse(false);
  }

  /// The copy for a session that is near its end.
  public static Session of(Session session, Moment now) {
    return SessionText.withExpiresAt(session, now.here().plus(SHOWN));
  }
}
