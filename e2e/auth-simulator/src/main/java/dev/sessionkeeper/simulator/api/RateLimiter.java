package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The request limits of one simulated process. Without a key for a request there is no limit for
/// it. Source: supabase/auth `internal/api/middleware.go`, `apilimiter.go`,
/// `internal/sbff/sbff.go`.
final class RateLimiter {
  private static final int BURST = 30;
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private final Settings.RateLimits settings;
  private final TokenBucket token;
  private final TokenBucket signup;
  private final TokenBucket user;
  private final TokenBucket anonymous;

  RateLimiter(Settings.RateLimits settings) {
    this.settings = settings;
    token = new TokenBucket(settings.tokenRefresh(), FIVE_MINUTES, BURST);
    signup = new TokenBucket(settings.otp(), FIVE_MINUTES, BURST);
    user = new TokenBucket(settings.otp(), FIVE_MINUTES, BURST);
    anonymous =
        new TokenBucket(settings.anonymous(), Duration.ofHours(1), (int) settings.anonymous());
  }

  void limitToken(Call call, Instant now) {
    limit(token, call, now);
  }

  void limitSignup(Call call, Instant now) {
    limit(signup, call, now);
  }

  void limitUserUpdate(Call call, Instant now) {
    limit(user, call, now);
  }

  void limitAnonymous(Call call, Instant now) {
    limit(anonymous, call, now);
  }

  private void limit(TokenBucket bucket, Call call, Instant now) {
    if (key(call).filter(key -> !bucket.take(key, now)).isPresent()) {
      throw ApiError.of(429, "over_request_rate_limit", "Request rate limit reached").refusal();
    }
  }

  private Optional<String> key(Call call) {
    var forwarded =
        settings.sbForwardedFor()
            ? call.header("Sb-Forwarded-For").flatMap(RateLimiter::address)
            : Optional.<String>empty();
    return forwarded.or(
        () ->
            settings.header().isEmpty()
                ? Optional.empty()
                : call.header(settings.header())
                    .map(RateLimiter::leftmost)
                    .filter(key -> !key.isEmpty()));
  }

  private static String leftmost(String value) {
    return value.split(",", 2)[0].strip();
  }

  private static Optional<String> address(String value) {
    return IpAddress.canonical(leftmost(value));
  }
}
