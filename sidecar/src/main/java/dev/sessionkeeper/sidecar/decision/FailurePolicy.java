package dev.sessionkeeper.sidecar.decision;

import dev.sessionkeeper.contract.CookiesConfig.InvalidCookies;
import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.contract.SidecarConfig.OnUnavailable;
import dev.sessionkeeper.sidecar.decision.Decision.Browser;
import dev.sessionkeeper.sidecar.decision.Decision.Deny;
import dev.sessionkeeper.sidecar.decision.Decision.Forward;
import dev.sessionkeeper.sidecar.decision.Decision.TryLater;
import dev.sessionkeeper.sidecar.decision.Decision.Upstream;
import dev.sessionkeeper.sidecar.decision.Situation.Presented;
import dev.sessionkeeper.sidecar.session.Moment;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Standing;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.StoredSession.Agreement;
import dev.sessionkeeper.sidecar.session.UpstreamCopy;
import dev.sessionkeeper.sidecar.session.Verification;
import java.time.Duration;
import java.util.Optional;

/// Decides about requests. Source: the table "Failure policy" of the design.
///
/// Nobody is signed out unless the Auth server said so with a code of the closed list, and the
/// application is never shown a session that it would refresh itself.
///
/// @param rule what the route asks for; not `IGNORE`, as such requests are not decided upon
/// @param onUnavailable what becomes of an expired session while the Auth server is unavailable
/// @param invalid what the browser is told of cookies that are forged or malformed
public record FailurePolicy(SessionRule rule, OnUnavailable onUnavailable, InvalidCookies invalid) {
  /// How long a browser should wait where the Auth server did not tell.
  static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static final Upstream AS_SENT = new Upstream.AsSent();
  private static final Upstream STRIPPED = new Upstream.Stripped();
  private static final Browser UNTOUCHED = new Browser.Untouched();
  private static final Browser DELETE = new Browser.Delete();

  /// The policy for routes of one rule.
  public static FailurePolicy of(SidecarConfig config, SessionRule rule) {
    return new FailurePolicy(rule, config.refresh().onUnavailable(), config.cookies().invalid());
  }

  /// Decides.
  public Decision decide(Situation situation, Moment now) {
    return switch (situation) {
      case Situation.NoSession() -> withoutSession(State.ANONYMOUS, AS_SENT, UNTOUCHED);
      case Situation.Unusable() -> unusable();
      case Situation.Held(var presented) -> held(presented, now);
      case Situation.Answered(var presented, var outcome) -> answered(presented, outcome, now);
    };
  }

  private Decision unusable() {
    return withoutSession(
        State.ANONYMOUS,
        STRIPPED,
        switch (invalid) {
          case KEEP -> UNTOUCHED;
          case DELETE -> DELETE;
        });
  }

  private Decision held(Presented presented, Moment now) {
    return switch (presented.verification()) {
      case Verification.Forged(_) when presented.agreement() == Agreement.DIFFERING_DUPLICATES ->
          // Another cookie of the name may be genuine; deleting would take both.
          withoutSession(State.ANONYMOUS, STRIPPED, UNTOUCHED);
      case Verification.Forged(_) -> unusable();
      case Verification.Unverifiable(_) when rule == SessionRule.REQUIRE ->
          new TryLater(RETRY_AFTER);
      case Verification.Unverifiable(_), Verification.Verified() ->
          new Forward(State.FRESH, shown(presented, now), UNTOUCHED);
    };
  }

  private Decision answered(Presented presented, RefreshOutcome outcome, Moment now) {
    return switch (outcome) {
      case RefreshOutcome.Refreshed(var session, _) ->
          new Forward(State.REFRESHED, shown(session, now), new Browser.Write(session));
      case RefreshOutcome.Rejected _, RefreshOutcome.Unavailable _
          when presented.session().isValid(now) ->
          held(presented, now);
      case RefreshOutcome.Rejected(_, var standing) -> rejected(standing);
      case RefreshOutcome.Unavailable(_, var retryAfter) -> unavailable(retryAfter);
    };
  }

  private Decision rejected(Standing standing) {
    return withoutSession(
        State.REJECTED,
        STRIPPED,
        switch (standing) {
          case FINAL -> DELETE;
          case FIRST_SIGHT -> UNTOUCHED;
        });
  }

  /// On a route that requires a session nobody is sent to the sign-in page by an outage: the
  /// session may be alive.
  private Decision unavailable(Optional<Duration> retryAfter) {
    return rule == SessionRule.REQUIRE || onUnavailable == OnUnavailable.SERVICE_UNAVAILABLE
        ? new TryLater(retryAfter.orElse(RETRY_AFTER))
        : new Forward(State.UNAVAILABLE, STRIPPED, UNTOUCHED);
  }

  private Decision withoutSession(State state, Upstream upstream, Browser browser) {
    return rule == SessionRule.REQUIRE
        ? new Deny(state, browser)
        : new Forward(state, upstream, browser);
  }

  private static Upstream shown(Presented presented, Moment now) {
    var session = presented.session();
    return presented.agreement() == Agreement.ALL_READERS && !UpstreamCopy.isNeeded(session, now)
        ? AS_SENT
        : shown(session, now);
  }

  private static Upstream shown(Session session, Moment now) {
    return new Upstream.Shown(
        UpstreamCopy.isNeeded(session, now) ? UpstreamCopy.of(session, now) : session);
  }
}
