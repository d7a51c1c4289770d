package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.GoStruct;
import dev.sessionkeeper.simulator.model.PresentedToken;
import dev.sessionkeeper.simulator.model.RefreshPlan;
import dev.sessionkeeper.simulator.model.RefreshRules;
import dev.sessionkeeper.simulator.model.Session;
import dev.sessionkeeper.simulator.model.SessionValidity;
import dev.sessionkeeper.simulator.model.SignedToken;
import dev.sessionkeeper.simulator.model.UserJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// The refresh of a session: checks without a lock, then decides and changes under the session's
/// lock. A locked session is tried again every 10 to 30 ms for 5 s. Source: supabase/auth
/// `internal/tokens/service.go`, `RefreshTokenGrant`.
final class RefreshGrant {
  private static final GoStruct BODY =
      GoStruct.named("api.RefreshTokenGrantParams").text("refresh_token");
  private static final Pattern VERSION_1 = Pattern.compile("[a-z0-9]{12}");
  private static final int VERSION_1_LENGTH = 12;
  private static final long GIVE_UP_NANOS = Duration.ofSeconds(5).toNanos();

  private final Exchange exchange;
  private final String token;
  private final Instant start;
  private final long startNanos;

  private RefreshGrant(Exchange exchange, String token) {
    this.exchange = exchange;
    this.token = token;
    start = exchange.now();
    startNanos = exchange.process().timers().nanoTime();
  }

  static Future<Reply> handle(Exchange exchange) {
    var token = exchange.body(BODY).text("refresh_token");
    if (!isWellFormed(token)) {
      throw Refusal.invalid("Refresh token is not valid");
    }
    return new RefreshGrant(exchange, token).attempt();
  }

  private static boolean isWellFormed(String token) {
    var length = token.getBytes(StandardCharsets.UTF_8).length;
    return length == VERSION_1_LENGTH
        ? VERSION_1.matcher(token).matches()
        : length > VERSION_1_LENGTH && SignedToken.parse(token).isPresent();
  }

  private Future<Reply> attempt() {
    var found = exchange.process().store().find(token).orElseThrow(RefreshGrant::notFound);
    var session = checked(found);
    var locks = exchange.process().locks();
    if (locks.isLocked(session.id())) {
      return later();
    }
    locks.lock(session.id());
    return Future.future((Promise<Reply> promise) -> locked(found, session).onComplete(promise))
        .onComplete(done -> locks.unlock(session.id()));
  }

  private static Refusal notFound() {
    return Refusal.badRequest(
        "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found");
  }

  private Session checked(PresentedToken found) {
    exchange.headers().set("sb-auth-user-id", found.user().id().toString());
    if (found.user().isBanned(exchange.now())) {
      throw Refusal.badRequest("user_banned", "Invalid Refresh Token: User Banned");
    }
    var session = found.foundSession().orElseThrow(this::withoutSession);
    exchange.headers().set("sb-auth-session-id", session.id().toString());
    var limits = exchange.process().settings().sessions();
    var validity =
        SessionValidity.of(
            session, limits, found.user().hasSecondFactor(), found.tokenTime(), start);
    if (validity != SessionValidity.VALID) {
      throw Refusal.badRequest("session_expired", "Invalid Refresh Token: " + validity.reason());
    }
    return session;
  }

  private Refusal withoutSession() {
    exchange.process().store().deleteToken(token);
    return Refusal.badRequest("session_not_found", "Invalid Refresh Token: No Valid Session Found");
  }

  private Future<Reply> later() {
    Promise<Reply> promise = Promise.promise();
    var pause = Duration.ofMillis(ThreadLocalRandom.current().nextInt(10, 30));
    exchange.process().timers().after(pause, () -> again().onComplete(promise));
    return promise.future();
  }

  private Future<Reply> again() {
    if (exchange.process().timers().nanoTime() - startNanos >= GIVE_UP_NANOS) {
      return Future.failedFuture(
          ApiError.of(
                  409,
                  "conflict",
                  "Too many concurrent token refresh requests on the same session or refresh token")
              .refusal());
    }
    if (exchange.isAbandoned()) {
      return Future.failedFuture(ApiError.internal("context deadline exceeded").refusal());
    }
    return Future.<Void>succeededFuture().compose(nothing -> attempt());
  }

  private Future<Reply> locked(PresentedToken found, Session session) {
    var settings = exchange.process().settings();
    var sessions = exchange.process().store().sessionsOf(session.userId());
    if (settings.sessions().singlePerUser()
        && SessionValidity.isSuperseded(
            session,
            sessions,
            settings.sessions(),
            found.user().hasSecondFactor(),
            found.tokenTime(),
            start)) {
      return Future.failedFuture(
          Refusal.badRequest(
              "session_expired",
              "Invalid Refresh Token: Session Expired (Revoked by Newer Login)"));
    }
    var rules = new RefreshRules(settings.refreshTokens(), exchange.process().store());
    return switch (rules.plan(found, session, exchange.now())) {
      case RefreshPlan.Refuse refuse -> Future.failedFuture(refused(refuse, session));
      case RefreshPlan.Issue issue -> issue(found, session, issue);
    };
  }

  private Refusal refused(RefreshPlan.Refuse refuse, Session session) {
    if (refuse.endedSession()) {
      exchange.headers().set("sb-auth-refresh-token-rotated", "true");
    }
    exchange.process().store().apply(refuse.change(), session, exchange.now());
    return Refusal.badRequest(refuse.errorCode(), refuse.message());
  }

  private Future<Reply> issue(PresentedToken found, Session session, RefreshPlan.Issue issue) {
    show(issue.shown());
    var now = exchange.now();
    return AccessTokens.issue(exchange.process(), found.user(), session, "token_refresh", now)
        .compose(
            signed -> {
              if (exchange.isAbandoned()) {
                return Future.failedFuture(
                    ApiError.internal("context deadline exceeded").refusal());
              }
              commit(issue, session, now);
              return exchange.ok(
                  AccessTokens.response(signed, issue.token(), UserJson.of(found.user()), now)
                      .build());
            });
  }

  private void commit(RefreshPlan.Issue issue, Session session, Instant now) {
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
