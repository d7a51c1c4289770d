package dev.sessionkeeper.sidecar.decision;

import dev.sessionkeeper.sidecar.decision.Decision.Forward;
import dev.sessionkeeper.sidecar.decision.Situation.Presented;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Verification;
import java.util.Optional;

/// The session that the sidecar vouches for towards the application: the one that it is shown, if
/// its access token was verified or has just come from the Auth server.
public final class Vouched {
  private Vouched() {}

  /// The session of a request that is forwarded with it; empty where nobody can be vouched for.
  public static Optional<Session> of(Decision decision, Situation situation) {
    return decision instanceof Forward(var state, _, _)
        ? switch (state) {
          case FRESH -> presented(situation).filter(Vouched::isVerified).map(Presented::session);
          case REFRESHED -> refreshed(situation);
          case ANONYMOUS, REJECTED, UNAVAILABLE -> Optional.empty();
        }
        : Optional.empty();
  }

  private static Optional<Presented> presented(Situation situation) {
    return switch (situation) {
      case Situation.Held(var presented) -> Optional.of(presented);
      case Situation.Answered(var presented, _) -> Optional.of(presented);
      case Situation.NoSession(), Situation.Unusable() -> Optional.empty();
    };
  }

  private static boolean isVerified(Presented presented) {
    return presented.verification() instanceof Verification.Verified;
  }

  private static Optional<Session> refreshed(Situation situation) {
    return situation instanceof Situation.Answered(_, Refreshed(var session, _))
        ? Optional.of(session)
        : Optional.empty();
  }
}
