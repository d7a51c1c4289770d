package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.Json;
import dev.sessionkeeper.simulator.model.Session;
import dev.sessionkeeper.simulator.model.User;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;

/// Makes access tokens: collects the claims, lets the hook change or refuse them, signs.
final class AccessTokens {

  /// A signed access token.
  ///
  /// @param expiresAt in seconds since 1970
  record Signed(String token, long expiresAt) {}

  private AccessTokens() {}

  /// Makes the access token of a session.
  ///
  /// @param method the authentication method that a hook is told
  /// @return fails with a `Refusal` if the hook does; a slow hook takes its time first
  static Future<Signed> issue(
      ServerProcess process, User user, Session session, String method, Instant now) {
    var expiresAt = expiry(process, user, session, now).getEpochSecond();
    var hook = process.settings().hook();
    if (!hook.enabled()) {
      var claims = claims(process, user, session, now, expiresAt, Json.text(user.audience()));
      return Future.succeededFuture(new Signed(process.issuer().sign(claims), expiresAt));
    }
    var seen =
        (Json.Members)
            claims(
                    process,
                    user,
                    session,
                    now,
                    expiresAt,
                    process.issuer().audience(user.audience()))
                .sorted();
    return switch (AccessTokenHook.named(hook.function()).answer(seen, method, hook)) {
      case AccessTokenHook.Answer.Claims(Json.Members claims) ->
          Future.succeededFuture(new Signed(process.issuer().sign(claims), expiresAt));
      case AccessTokenHook.Answer.Failure failure -> fail(process, failure);
    };
  }

  private static Future<Signed> fail(
      ServerProcess process, AccessTokenHook.Answer.Failure failure) {
    if (failure.after().isZero()) {
      return Future.failedFuture(failure.error().refusal());
    }
    Promise<Signed> promise = Promise.promise();
    process.timers().after(failure.after(), () -> promise.fail(failure.error().refusal()));
    return promise.future();
  }

  /// The configured life; for a user with a second factor who did not use it, at most until the
  /// low-AAL limit.
  private static Instant expiry(ServerProcess process, User user, Session session, Instant now) {
    var end = now.plusSeconds(process.settings().jwt().lifetimeSeconds());
    return process
        .settings()
        .sessions()
        .lowAal()
        .filter(limit -> user.hasSecondFactor())
        .map(limit -> session.createdAt().plus(limit))
        .filter(end::isAfter)
        .orElse(end);
  }

  private static Json.Members claims(
      ServerProcess process,
      User user,
      Session session,
      Instant now,
      long expiresAt,
      Json audience) {
    var reference =
        Json.object()
            .add("method", session.method())
            .add("timestamp", session.createdAt().getEpochSecond())
            .build();
    return Json.object()
        .addUnlessEmpty("iss", process.settings().jwt().issuer())
        .add("sub", user.id().toString())
        .add("aud", audience)
        .add("exp", expiresAt)
        .add("iat", now.getEpochSecond())
        .add("email", user.contact().email())
        .add("phone", user.contact().phone())
        .add("app_metadata", user.appMetadata())
        .add("user_metadata", user.userMetadata())
        .add("role", user.role())
        .add("aal", "aal1")
        .add("amr", new Json.Array(List.of(reference)))
        .add("session_id", session.id().toString())
        .add("is_anonymous", user.anonymous())
        .build();
  }

  /// The body of a successful sign-in or refresh; `more` members follow.
  static Json.Builder response(Signed signed, String refreshToken, Json user, Instant now) {
    return Json.object()
        .add("access_token", signed.token())
        .add("token_type", "bearer")
        .add("expires_in", signed.expiresAt() - now.getEpochSecond())
        .add("expires_at", signed.expiresAt())
        .add("refresh_token", refreshToken)
        .add("user", user);
  }
}
