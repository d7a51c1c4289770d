package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.decision.Decision;
import dev.sessionkeeper.sidecar.decision.Decision.Browser;
import dev.sessionkeeper.sidecar.decision.Decision.Upstream;
import dev.sessionkeeper.sidecar.decision.Situation;
import dev.sessionkeeper.sidecar.decision.Situation.Presented;
import dev.sessionkeeper.sidecar.decision.State;
import dev.sessionkeeper.sidecar.refresh.ClockSkew;
import dev.sessionkeeper.sidecar.refresh.RefreshCause;
import dev.sessionkeeper.sidecar.session.CookieFingerprint;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.SessionCheck;
import dev.sessionkeeper.sidecar.session.StoredSession;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Finds out what is to be done about the session of a request: check, verify, refresh, decide.
///
/// A session that was found fresh and verified a moment ago costs one hash and one look-up. Belongs
/// to one event loop.
final class SessionKeeper {
  private static final Decided FRESH =
      new Decided(
          new Decision.Forward(State.FRESH, new Upstream.AsSent(), new Browser.Untouched()),
          Optional.empty(),
          0);

  private final ClockSkew skew;
  private final LongSupplier nanos;
  private final TrafficMetrics metrics;
  private final CookieFingerprint fingerprint = new CookieFingerprint();

  /// @param beside a refresh that nobody waits for
  /// @param held how long the request waited for a refresh, in nanoseconds; 0 for not at all
  record Decided(Decision decision, Optional<Future<RefreshOutcome>> beside, long held) {}

  SessionKeeper(ClockSkew skew, LongSupplier nanos, TrafficMetrics metrics) {
    this.skew = skew;
    this.nanos = nanos;
    this.metrics = metrics;
  }

  /// Decides about a request on a route that looks at sessions.
  Future<Decided> decide(Exchange exchange) {
    var text = exchange.cookieText();
    var policy = exchange.policy();
    if (!text.contains(policy.cookieName().base())) {
      return Future.succeededFuture(decided(exchange, new Situation.NoSession()));
    }
    var key = fingerprint.of(text, policy.cookieName());
    return policy.freshSessions().contains(key, skew.now())
        ? Future.succeededFuture(FRESH)
        : check(exchange, key);
  }

  private Future<Decided> check(Exchange exchange, Fingerprint key) {
    var policy = exchange.policy();
    var stored = StoredSession.in(exchange.cookies(), policy.cookieName());
    return switch (stored) {
      case StoredSession.Absent() ->
          Future.succeededFuture(decided(exchange, new Situation.NoSession()));
      case StoredSession.Unreadable(_) ->
          Future.succeededFuture(decided(exchange, new Situation.Unusable()));
      case StoredSession.Found found ->
          unlessForged(exchange, found).compose(genuine -> check(exchange, key, genuine));
    };
  }

  /// The session that counts among those of a request, verified.
  static Future<Presented> presented(Exchange exchange, StoredSession.Found found) {
    return unlessForged(exchange, found).compose(genuine -> verify(exchange, genuine));
  }

  /// C3: the newest of differing duplicates was chosen by claims that anybody can write.
  private static Future<StoredSession.Found> unlessForged(
      Exchange exchange, StoredSession.Found found) {
    return found.other().isEmpty()
        ? Future.succeededFuture(found)
        : verify(exchange, found)
            .map(
                presented ->
                    presented.verification() instanceof Verification.Forged
                        ? found.withoutForged()
                        : found);
  }

  private Future<Decided> check(Exchange exchange, Fingerprint key, StoredSession.Found found) {
    var now = skew.now();
    var session = found.session();
    session
        .expiresAt()
        .ifPresent(end -> metrics.remainingLife(Duration.between(now.atServer(), end)));
    return switch (SessionCheck.of(found, exchange.policy().window(), now)) {
      case SessionCheck.None() ->
          Future.succeededFuture(decided(exchange, new Situation.NoSession()));
      case SessionCheck.Malformed(_) ->
          Future.succeededFuture(decided(exchange, new Situation.Unusable()));
      case SessionCheck.Fresh(_) ->
          verify(exchange, found).map(presented -> fresh(exchange, key, presented));
      case SessionCheck.Due(_) ->
          verify(exchange, found).map(presented -> due(exchange, presented));
      case SessionCheck.Expired(_) ->
          verify(exchange, found).compose(presented -> expired(exchange, presented));
    };
  }

  private static Future<Presented> verify(Exchange exchange, StoredSession.Found found) {
    return exchange
        .policy()
        .verifier()
        .verify(found.session())
        .map(verification -> new Presented(found.session(), found.agreement(), verification));
  }

  private Decided fresh(Exchange exchange, Fingerprint key, Presented presented) {
    var decided = decided(exchange, new Situation.Held(presented));
    if (decided.decision().equals(FRESH.decision())
        && presented.verification() instanceof Verification.Verified) {
      var policy = exchange.policy();
      policy.freshSessions().add(key, presented.session(), policy.window(), skew.now());
    }
    return decided;
  }

  /// Rule 1 of the design says why a session is refreshed long before its end; nobody waits here,
  /// unless the result is known already.
  private Decided due(Exchange exchange, Presented presented) {
    if (presented.verification() instanceof Verification.Forged) {
      return decided(exchange, new Situation.Held(presented));
    }
    var refresh = refresh(exchange, presented, RefreshCause.DUE);
    return refresh.succeeded() && refresh.result() instanceof RefreshOutcome.Refreshed refreshed
        ? decided(exchange, new Situation.Answered(presented, refreshed))
        : new Decided(
            decided(exchange, new Situation.Held(presented)).decision(), Optional.of(refresh), 0);
  }

  private Future<Decided> expired(Exchange exchange, Presented presented) {
    if (presented.verification() instanceof Verification.Forged) {
      return Future.succeededFuture(decided(exchange, new Situation.Held(presented)));
    }
    var began = nanos.getAsLong();
    return refresh(exchange, presented, RefreshCause.EXPIRED)
        .map(
            outcome -> {
              var held = nanos.getAsLong() - began;
              metrics.held(Duration.ofNanos(held));
              var decision = decided(exchange, new Situation.Answered(presented, outcome));
              return new Decided(decision.decision(), Optional.empty(), held);
            });
  }

  private static Future<RefreshOutcome> refresh(
      Exchange exchange, Presented presented, RefreshCause cause) {
    return exchange
        .policy()
        .coordinator()
        .refresh(presented.session(), presented.verification(), cause);
  }

  private Decided decided(Exchange exchange, Situation situation) {
    var decision = exchange.policy().failurePolicy(exchange.rule()).decide(situation, skew.now());
    return new Decided(decision, Optional.empty(), 0);
  }
}
