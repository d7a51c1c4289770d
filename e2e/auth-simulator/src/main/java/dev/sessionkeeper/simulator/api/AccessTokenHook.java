package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.config.Settings;
import dev.sessionkeeper.simulator.json.Json;
import java.time.Duration;
import java.util.Locale;

/// The custom access-token hooks of the recordings: functions that see the claims before a token is
/// signed.
enum AccessTokenHook {
  ADD_CLAIMS,
  DENY_REFRESH,
  FAIL_REFRESH_WITHOUT_CODE,
  RAISE_ON_REFRESH,
  SLEEP_ON_REFRESH,
  UNKNOWN;

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final String REFRESH = "token_refresh";

  /// What a hook answers.
  sealed interface Answer {
    /// The claims to sign.
    record Claims(Json.Members claims) implements Answer {}

    /// The hook refuses or breaks.
    ///
    /// @param after how long the hook keeps the transaction open before it fails
    record Failure(ApiError error, Duration after) implements Answer {}
  }

  static AccessTokenHook named(String function) {
    for (var hook : values()) {
      if (hook.name().toLowerCase(Locale.ROOT).equals(function)) {
        return hook;
      }
    }
    return UNKNOWN;
  }

  Answer answer(Json.Members claims, String method, Settings.Hook settings) {
    return switch (this) {
      case ADD_CLAIMS ->
          new Answer.Claims(
              claims.merged(
                  Json.object().add("plan", "pro").add("seats", 3).add("method", method).build()));
      case UNKNOWN -> failure(notRun(settings), Duration.ZERO);
      case DENY_REFRESH, FAIL_REFRESH_WITHOUT_CODE, RAISE_ON_REFRESH, SLEEP_ON_REFRESH ->
          method.equals(REFRESH) ? atRefresh(settings) : new Answer.Claims(claims);
    };
  }

  private Answer atRefresh(Settings.Hook settings) {
    return switch (this) {
      case DENY_REFRESH -> failure(ApiError.of(403, "", "account is suspended"), Duration.ZERO);
      case FAIL_REFRESH_WITHOUT_CODE ->
          failure(ApiError.of(500, "", "hook says no"), Duration.ZERO);
      case RAISE_ON_REFRESH ->
          failure(
              notRun(settings).with(new ApiError.DatabaseError("P0001", "hook raised")),
              Duration.ZERO);
      case SLEEP_ON_REFRESH, ADD_CLAIMS, UNKNOWN -> failure(notRun(settings), LIMIT);
    };
  }

  private static Answer failure(ApiError error, Duration after) {
    return new Answer.Failure(error, after);
  }

  private static ApiError notRun(Settings.Hook settings) {
    return ApiError.internal("Error running hook URI: " + settings.uri());
  }
}
