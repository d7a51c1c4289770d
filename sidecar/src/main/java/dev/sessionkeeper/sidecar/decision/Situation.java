package dev.sessionkeeper.sidecar.decision;

import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.StoredSession.Agreement;
import dev.sessionkeeper.sidecar.session.Verification;

/// All that is known about the session of a request when it is decided upon.
public sealed interface Situation {

  /// No cookie of the managed name.
  record NoSession() implements Situation {}

  /// Cookies of the managed name that hold no session.
  record Unusable() implements Situation {}

  /// A session that needs no refresh, or has one running beside the request.
  record Held(Presented presented) implements Situation {}

  /// A session that was to be refreshed, and what came of it.
  record Answered(Presented presented, RefreshOutcome outcome) implements Situation {}

  /// The session that a request carries.
  ///
  /// @param agreement whether every reader of the header finds this session
  record Presented(Session session, Agreement agreement, Verification verification) {}
}
