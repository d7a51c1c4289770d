package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.decision.Admission;
import dev.sessionkeeper.sidecar.decision.Decision;
import dev.sessionkeeper.sidecar.decision.Decision.Browser;
import dev.sessionkeeper.sidecar.decision.Decision.Upstream;
import dev.sessionkeeper.sidecar.decision.Lack;
import dev.sessionkeeper.sidecar.decision.Situation;
import dev.sessionkeeper.sidecar.decision.State;
import dev.sessionkeeper.sidecar.decision.Vouched;
import dev.sessionkeeper.sidecar.session.Identity;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.Session;
import io.vertx.core.Future;
import java.util.Optional;

/// What becomes of a request, and what goes along with it.
///
/// @param identity what the application is told of the user
/// @param beside a refresh that nobody waits for
/// @param held how long the request waited for a refresh, in nanoseconds; 0 for not at all
record Decided(
    Decision decision, Identity identity, Optional<Future<RefreshOutcome>> beside, long held) {

  /// A fresh session passes as it came.
  static final Decided FRESH =
      of(new Decision.Forward(State.FRESH, new Upstream.AsSent(), new Browser.Untouched()));

  private static Decided of(Decision decision) {
    return new Decided(decision, Identity.NONE, Optional.empty(), 0);
  }

  /// A decision as the route admits it.
  static Decided of(Exchange exchange, Situation situation, Decision decision) {
    var admitted = Admission.of(decision, situation, exchange.needs());
    return of(admitted).withIdentity(identity(exchange, admitted, situation));
  }

  /// A fresh session that passes on every route whose needs it meets.
  static Decided fresh(Exchange exchange, Situation situation) {
    return FRESH.withIdentity(identity(exchange, FRESH.decision(), situation));
  }

  /// A fresh session that is not enough for the route.
  static Decided lacking(Lack lack) {
    return of(new Decision.Forbid(State.FRESH, new Browser.Untouched(), lack));
  }

  /// With a refresh that nobody waits for.
  Decided beside(Future<RefreshOutcome> refresh) {
    return new Decided(decision, identity, Optional.of(refresh), held);
  }

  /// After the request has waited, in nanoseconds.
  Decided after(long waited) {
    return new Decided(decision, identity, beside, waited);
  }

  /// With a session that the browser is to keep under another name or in one scope only.
  Decided moving(Decision.Forward forward, Session session) {
    var move = new Browser.Move(session);
    return new Decided(
        new Decision.Forward(forward.state(), forward.upstream(), move), identity, beside, held);
  }

  private Decided withIdentity(Identity of) {
    return of.isNone() ? this : new Decided(decision, of, beside, held);
  }

  private static Identity identity(Exchange exchange, Decision decision, Situation situation) {
    var rules = exchange.policy().identity();
    return rules.areNone()
        ? Identity.NONE
        : Vouched.of(decision, situation).map(rules::of).orElse(Identity.NONE);
  }
}
