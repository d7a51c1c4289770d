package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.decision.Decision;
import dev.sessionkeeper.sidecar.decision.Lack;
import dev.sessionkeeper.sidecar.decision.Rights;
import dev.sessionkeeper.sidecar.decision.Situation;
import dev.sessionkeeper.sidecar.decision.Situation.Presented;
import dev.sessionkeeper.sidecar.refresh.ClockSkew;
import dev.sessionkeeper.sidecar.refresh.RefreshCause;
import dev.sessionkeeper.sidecar.session.CookieFingerprint;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.SessionCheck;
import dev.sessionkeeper.sidecar.session.StoredSession;
import dev.sessionkeeper.sidecar.session.StoredSession.Agreement;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Finds out what is to be done about the session of a request: check, verify, refresh, decide.
///
/// A session that was found fresh and verified a moment ago costs one hash and one look-up. Belongs
/// to one event loop.
final class SessionKeeper {
  private final ClockSkew skew;
  private final LongSupplier nanos;
  private final TrafficMetrics metrics;
  private final CookieFingerprint fingerprint = new CookieFingerprint();

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
    var known = policy.freshSessions().find(key, skew.now());
    return known == null ? check(exchange, key) : Future.succeededFuture(again(exchange, known));
  }

  private static Decided again(Exchange exchange, FreshSessions.Verdict known) {
    var lack = known.rights().lack(exchange.needs());
    return lack == Lack.NOTHING ? known.decided() : Decided.lacking(lack);
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
          Presentation.unlessForged(exchange, found)
              .compose(genuine -> check(exchange, key, genuine));
    };
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
          Presentation.verify(exchange, found).map(presented -> fresh(exchange, key, presented));
      case SessionCheck.Due(_) ->
          Presentation.verify(exchange, found).map(presented -> due(exchange, presented));
      case SessionCheck.Expired(_) ->
          Presentation.verify(exchange, found).compose(presented -> expired(exchange, presented));
    };
  }

  private Decided fresh(Exchange exchange, Fingerprint key, Presented presented) {
    var situation = new Situation.Held(presented);
    var decision = decision(exchange, situation);
    var decided = Decided.of(exchange, situation, decision);
    if (isToMove(exchange, presented)) {
      return moved(exchange, presented, decided);
    }
    if (decision.equals(Decided.FRESH.decision())
        && presented.verification() instanceof Verification.Verified) {
      remember(exchange, key, situation);
    }
    return decided;
  }

  /// What is remembered holds for every route; the rights tell which of them admits the session.
  private void remember(Exchange exchange, Fingerprint key, Situation.Held situation) {
    var policy = exchange.policy();
    var session = situation.presented().session();
    var decided = Decided.fresh(exchange, situation);
    var rights = Rights.of(session, policy.routes().needs());
    policy.freshSessions().add(key, decided, rights, session, policy.window(), skew.now());
  }

  /// An old name or a second copy is worth a line of its own, but not of a session that may be
  /// anybody's.
  private static boolean isToMove(Exchange exchange, Presented presented) {
    var lines = exchange.policy().browserLines();
    return !lines.arePlain()
        && presented.verification() instanceof Verification.Verified
        && (lines.names().isToMigrate(exchange.sentCookies())
            || (!lines.alsoClear().isEmpty()
                && presented.agreement() == Agreement.DIFFERING_DUPLICATES));
  }

  private Decided moved(Exchange exchange, Presented presented, Decided decided) {
    if (decided.decision() instanceof Decision.Forward forward
        && exchange.policy().moves().begin(presented.session())) {
      metrics.sessionMoved();
      return decided.moving(forward, presented.session());
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
    if (refresh.succeeded() && refresh.result() instanceof RefreshOutcome.Refreshed refreshed) {
      return decided(exchange, new Situation.Answered(presented, refreshed));
    }
    return decided(exchange, new Situation.Held(presented)).beside(refresh);
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
              return decided(exchange, new Situation.Answered(presented, outcome)).after(held);
            });
  }

  private static Future<RefreshOutcome> refresh(
      Exchange exchange, Presented presented, RefreshCause cause) {
    var policy = exchange.policy();
    return policy
        .coordinator()
        .refresh(
            presented.session(),
            presented.verification(),
            cause,
            policy.endUsers().of(exchange.request()));
  }

  private Decided decided(Exchange exchange, Situation situation) {
    return Decided.of(exchange, situation, decision(exchange, situation));
  }

  private Decision decision(Exchange exchange, Situation situation) {
    return exchange.policy().failurePolicy(exchange.rule()).decide(situation, skew.now());
  }
}
