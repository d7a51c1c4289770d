package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import java.time.Duration;
import java.util.Optional;

/// What the Auth server said to `POST /token?grant_type=refresh_token`.
public sealed interface TokenAnswer {

  /// A session. Whether it is the right one is for the caller to judge.
  record Success(Session session, ReuseCause reuseCause) implements TokenAnswer {}

  /// A code of the closed list: this refresh token will buy nothing any more.
  record Fatal(FatalCode code) implements TokenAnswer {}

  /// Anything else. Says nothing about the session, so nobody may lose it.
  ///
  /// @param retryAfter the pause that the server asked for, where it asked
  record Unavailable(UnavailableReason reason, Optional<Duration> retryAfter, Repeat repeat)
      implements TokenAnswer {

    static Unavailable useless(UnavailableReason reason) {
      return new Unavailable(reason, Optional.empty(), Repeat.USELESS);
    }
  }
}
