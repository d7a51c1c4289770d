package dev.sessionkeeper.sidecar.session;

import java.time.Duration;
import java.util.Optional;

/// What became of a session that had to be refreshed.
public sealed interface RefreshOutcome {

  /// A newer session of the same user and sign-in.
  ///
  /// @param source where it came from
  record Refreshed(Session session, Source source) implements RefreshOutcome {}

  /// The Auth server ended the session with a code of the closed list.
  ///
  /// @param standing whether the answer is believed already
  record Rejected(FatalCode code, Standing standing) implements RefreshOutcome {}

  /// No answer that may be believed; nobody is signed out by it.
  ///
  /// @param retryAfter how long not to ask again, where that is known
  record Unavailable(UnavailableReason reason, Optional<Duration> retryAfter)
      implements RefreshOutcome {}

  /// Where a newer session came from.
  enum Source {
    /// A token call of this request.
    AUTH_SERVER,
    /// A token call of another request that ran at the same time.
    SHARED_FLIGHT,
    /// The replay cache.
    REPLAY,
    /// The shared store: a token call of another replica.
    SHARED_STORE
  }

  /// Whether a rejection ends the session in the browser, too.
  enum Standing {
    /// The cookies are deleted.
    FINAL,
    /// `already_used` at first sight: a newer generation may exist elsewhere; nothing is deleted.
    FIRST_SIGHT
  }
}
