package dev.sessionkeeper.sidecar.decision;

import java.util.Locale;

/// What the application is told about the session, in `X-Sessionkeeper-State`.
public enum State {
  /// A session that is valid, refreshed or not.
  FRESH,
  /// A session that was refreshed for this request.
  REFRESHED,
  /// No session, or one that is forged or malformed.
  ANONYMOUS,
  /// The Auth server ended the session.
  REJECTED,
  /// The session has expired and the Auth server gave no answer.
  UNAVAILABLE;

  /// The state as header value and metric label.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
