package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.model.PresentedToken;
import dev.sessionkeeper.simulator.model.RefreshPlan;
import dev.sessionkeeper.simulator.model.RefreshRules;
import dev.sessionkeeper.simulator.model.Session;
import dev.sessionkeeper.simulator.model.SessionValidity;
import dev.sessionkeeper.simulator.model.UserJson;
import io.vertx.core.Future;
import java.time.Instant;

/// The part of a refresh that runs under the session's lock: decide, let the hook speak, then
/// commit. Whatever fails before the commit leaves the store as it was.
final class RefreshTransaction {
  private final Exchange exchange;
  private final PresentedToken found;
  private final Session session;
  private final Instant start;

  /// Prepares the transaction.
  ///
  /// @param found read under the lock
  /// @param start of the request, by which limits are judged
  RefreshTransaction(Exchange exchange, PresentedToken found, Session session, Instant start) {
    this.exchange = exchange;
    this.found = found;
    this.session = session;
    this.start = start;
  }

  Future<Reply> run() {
    if (isSuperseded()) {
      throw Refusal.badRequest(
          "session_expired", "Invalid Refresh Token: Session Expired (Revoked by Newer Login)");
    }
    var process = exchange.process();
    var rules = new RefreshRules(process.settings().refreshTokens(), process.store());
    return switch (rules.plan(found, session, exchange.now())) {
      case RefreshPlan.Refuse refuse -> refuse(refuse);
      case RefreshPlan.Issue issue -> issue(issue);
    };
  }

  private boolean isSuperseded() {
    var limits = exchange.process().settings().sessions();
    var sessions = exchange.process().store().sessionsOf(session.userId());
    var secondFactor = found.user().hasSecondFactor();
    return limits.singlePerUser()
        && SessionValidity.isSuperseded(
            session, sessions, limits, secondFactor, found.tokenTime(), start);
  }

  private Future<Reply> refuse(RefreshPlan.Refuse refuse) {
    if (refuse.endedSession()) {
      exchange.headers().set("sb-auth-refresh-token-rotated", "true");
    }
    return Pace.transaction(exchange)
        .compose(
            paused -> {
              requireTime();
              exchange.process().store().apply(refuse.change(), session, exchange.now());
              throw Refusal.badRequest(refuse.errorCode(), refuse.message());
            });
  }

  private Future<Reply> issue(RefreshPlan.Issue issue) {
    show(issue.shown());
    var now = exchange.now();
    return AccessTokens.issue(exchange.process(), found.user(), session, "token_refresh", now)
        .compose(signed -> Pace.transaction(exchange).map(paused -> signed))
        .compose(
            signed -> {
              requireTime();
              commit(issue, now);
              var user = UserJson.of(found.user());
              return exchange.ok(AccessTokens.response(signed, issue.token(), user, now).build());
            });
  }

  /// A transaction whose time is up is rolled back; the client has its answer already.
  private void requireTime() {
    if (exchange.isAbandoned()) {
      throw ApiError.internal("context deadline exceeded").refusal();
    }
  }

  private void commit(RefreshPlan.Issue issue, Instant now) {
    var store = exchange.process().store();
    store.apply(issue.change(), session, now);
    store.session(session.id()).ifPresent(row -> store.save(row.refreshed(now)));
  }

  private void show(RefreshPlan.Shown shown) {
    var headers = exchange.headers();
    shown.prefix().ifPresent(prefix -> headers.set("sb-auth-refresh-token-prefix", prefix));
    shown
        .counter()
        .ifPresent(counter -> headers.set("sb-auth-refresh-token-counter", counter.toString()));
    if (shown.rotated()) {
      headers.set("sb-auth-refresh-token-reuse", "false");
    }
    if (!shown.reuseCauses().isEmpty()) {
      headers.set("sb-auth-refresh-token-reuse-cause", String.join(",", shown.reuseCauses()));
    }
  }
}
