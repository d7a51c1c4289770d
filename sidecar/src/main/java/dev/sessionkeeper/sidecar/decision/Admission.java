package dev.sessionkeeper.sidecar.decision;

import dev.sessionkeeper.sidecar.decision.Decision.Forbid;
import dev.sessionkeeper.sidecar.decision.Decision.Forward;
import dev.sessionkeeper.sidecar.decision.Situation.Answered;
import dev.sessionkeeper.sidecar.decision.Situation.Held;
import dev.sessionkeeper.sidecar.decision.Situation.NoSession;
import dev.sessionkeeper.sidecar.decision.Situation.Presented;
import dev.sessionkeeper.sidecar.decision.Situation.Unusable;
import dev.sessionkeeper.sidecar.route.Needs;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.Verification;

/// Holds a decision to what the route asks of claims. Only those of a verified session count, and
/// after a refresh those of the new one.
public final class Admission {
  private Admission() {}

  /// The decision, unless the application would be shown a session that lacks something. What
  /// the browser is to be told of its session stays.
  public static Decision of(Decision decision, Situation situation, Needs needs) {
    if (needs.isNone() || !(decision instanceof Forward forward)) {
      return decision;
    }
    var lack = lack(situation, needs);
    return lack == Lack.NOTHING ? forward : new Forbid(forward.state(), forward.browser(), lack);
  }

  private static Lack lack(Situation situation, Needs needs) {
    return switch (situation) {
      case NoSession(), Unusable() -> Lack.CLAIMS;
      case Held(var presented) -> lack(presented, needs);
      // The Auth server's own answer needs no signature.
      case Answered(_, Refreshed(var session, _)) -> Rights.lack(session, needs);
      case Answered(var presented, _) -> lack(presented, needs);
    };
  }

  private static Lack lack(Presented presented, Needs needs) {
    return presented.verification() instanceof Verification.Verified
        ? Rights.lack(presented.session(), needs)
        : Lack.CLAIMS;
  }
}
