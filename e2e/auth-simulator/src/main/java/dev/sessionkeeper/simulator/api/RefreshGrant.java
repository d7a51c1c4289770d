package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.GoStruct;
import dev.sessionkeeper.simulator.model.PresentedToken;
import dev.sessionkeeper.simulator.model.Session;
import dev.sessionkeeper.simulator.model.SessionValidity;
import dev.sessionkeeper.simulator.model.SignedToken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
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
    return Pace.lookup(exchange).compose(looked -> enter(session.id()));
  }

  /// Takes the lock and reads again. A row that is locked or gone looks the same: try again later.
  private Future<Reply> enter(UUID id) {
    var locks = exchange.process().locks();
    var found = exchange.process().store().find(token);
    var session = found.flatMap(PresentedToken::foundSession);
    if (locks.isLocked(id) || session.isEmpty()) {
      return later();
    }
    locks.lock(id);
    var transaction = new RefreshTransaction(exchange, found.get(), session.get(), start);
    return Future.<Void>succeededFuture()
        .compose(locked -> transaction.run())
        .onComplete(done -> locks.unlock(id));
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
}
