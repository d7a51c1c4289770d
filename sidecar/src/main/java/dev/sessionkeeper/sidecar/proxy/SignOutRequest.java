package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.decision.Decision.Browser;
import dev.sessionkeeper.sidecar.decision.Situation.Presented;
import dev.sessionkeeper.sidecar.refresh.RefreshCause;
import dev.sessionkeeper.sidecar.session.Moment;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Standing;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.StoredSession;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.supabase.LogoutAnswer;
import dev.sessionkeeper.sidecar.telemetry.EndpointTelemetry;
import dev.sessionkeeper.sidecar.telemetry.EndpointTelemetry.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/// Ends the session of one request. Whatever the Auth server says, a browser that asks to be signed
/// out is signed out: nobody else can take an HttpOnly cookie away.
final class SignOutRequest {
  // Less than that may be over when the call arrives.
  private static final Duration LEAST_LIFE = Duration.ofSeconds(10);
  private static final Browser UNTOUCHED = new Browser.Untouched();
  private static final Browser DELETE = new Browser.Delete();

  private final Exchange exchange;
  private final ProxyPolicy policy;
  private final SignOut signOut;
  private final Moment now;
  private final EndpointTelemetry telemetry;

  SignOutRequest(Exchange exchange, Moment now, EndpointTelemetry telemetry) {
    this.exchange = exchange;
    this.policy = exchange.policy();
    this.signOut = policy.signOut().orElseThrow();
    this.now = now;
    this.telemetry = telemetry;
  }

  /// Never fails but for a bug.
  Future<EndpointAnswer> serve() {
    return switch (StoredSession.in(exchange.cookies(), policy.cookieName())) {
      case StoredSession.Absent(), StoredSession.Unreadable(_) -> nothingToEnd();
      case StoredSession.Found found -> Presentation.of(exchange, found).compose(this::end);
    };
  }

  private Future<EndpointAnswer> end(Presented presented) {
    var newest = policy.coordinator().newest(presented.session());
    if (presented.verification() instanceof Verification.Forged) {
      return nothingToEnd();
    }
    if (isUsable(newest)) {
      return end(presented, newest, UNTOUCHED);
    }
    // Expired for ever: nobody can use it, so nobody has to end it.
    return newest.refreshToken().value().isEmpty()
        ? nothingToEnd()
        : policy
            .coordinator()
            .refresh(
                presented.session(),
                presented.verification(),
                RefreshCause.ASKED,
                policy.endUsers().of(exchange.request()))
            .compose(outcome -> end(presented, outcome));
  }

  private boolean isUsable(Session session) {
    return session
        .claims()
        .expiresAt()
        .filter(end -> end.isBefore(now.atServer().plus(LEAST_LIFE)))
        .isEmpty();
  }

  /// The Auth server takes no expired token, so the session lives a last time.
  private Future<EndpointAnswer> end(Presented presented, RefreshOutcome outcome) {
    noteEnd(presented);
    return switch (outcome) {
      case RefreshOutcome.Refreshed(var session, _) ->
          end(presented, session, new Browser.Write(session));
      case RefreshOutcome.Rejected(_, var standing) when standing == Standing.FINAL ->
          nothingToEnd();
      // A newer generation may be alive elsewhere.
      case RefreshOutcome.Rejected _ ->
          Future.succeededFuture(unconfirmed(UnavailableReason.UNEXPECTED, UNTOUCHED));
      case RefreshOutcome.Unavailable(var reason, _) ->
          Future.succeededFuture(unconfirmed(reason, UNTOUCHED));
    };
  }

  /// @param kept what the browser is told where its own session does not end
  private Future<EndpointAnswer> end(Presented presented, Session valid, Browser kept) {
    noteEnd(presented);
    return signOut
        .end(valid.accessToken())
        .map(
            answer ->
                switch (answer) {
                  case LogoutAnswer.Ended() ->
                      new EndpointAnswer.SignedOut(signOut.endsOwnSession() ? DELETE : kept);
                  case LogoutAnswer.Unavailable(var reason) -> unconfirmed(reason, kept);
                });
  }

  /// Responses that are on their way must not bring the session back.
  private void noteEnd(Presented presented) {
    if (signOut.endsOwnSession()) {
      policy.coordinator().signedOut(presented.session(), presented.verification());
    }
  }

  private EndpointAnswer unconfirmed(UnavailableReason reason, Browser kept) {
    telemetry.unconfirmed(reason);
    var pause = Optional.of(EndpointAnswer.RETRY_AFTER);
    return signOut.endsOwnSession()
        ? new EndpointAnswer.Failed(
            EndpointProblem.SIGN_OUT_UNCONFIRMED, Optional.empty(), Outcome.UNAVAILABLE, DELETE)
        : new EndpointAnswer.Failed(EndpointProblem.UNAVAILABLE, pause, Outcome.UNAVAILABLE, kept);
  }

  private Future<EndpointAnswer> nothingToEnd() {
    return Future.succeededFuture(
        signOut.endsOwnSession()
            ? new EndpointAnswer.SignedOut(DELETE)
            : new EndpointAnswer.Anonymous(UNTOUCHED));
  }
}
