package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.sidecar.session.UnavailableReason;

/// What the Auth server said to `POST /logout`.
public sealed interface LogoutAnswer {

  /// The sessions are ended, now or before.
  record Ended() implements LogoutAnswer {}

  /// Nothing that could be believed; the sessions may be alive.
  record Unavailable(UnavailableReason reason) implements LogoutAnswer {}
}
