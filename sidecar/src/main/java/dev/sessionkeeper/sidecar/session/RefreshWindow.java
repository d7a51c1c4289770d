package dev.sessionkeeper.sidecar.session;

import java.time.Duration;

/// How much life must be left of a session for a request not to wait for a refresh, and not to
/// start one.
///
/// @param margin with less than this left, the request waits
/// @param early with less than this left, a refresh runs beside the request; never below `margin`
public record RefreshWindow(Duration margin, Duration early) {
  /// auth-js refreshes below 90 s of remaining life on its own; a session with less than this is
  /// never shown to the application as it is. Source: auth-js v2.119.1 `src/lib/constants.ts`.
  public static final Duration SHOWN_AT_LEAST = Duration.ofSeconds(95);

  private static final Duration SHORT = Duration.ofMinutes(2);
  private static final int PART = 4;
  private static final int SHARES = 256;

  /// The window of one session: that of its lifetime, and up to a quarter later. Sessions that
  /// began together are so not refreshed together, while each stays the same for all replicas.
  public RefreshWindow of(Session session) {
    var clamped = forLifetime(session.claims().lifetime());
    var share = Math.floorMod(session.accessToken().value().hashCode(), SHARES);
    var spread = clamped.early.minus(clamped.margin).multipliedBy(share).dividedBy(SHARES * 4L);
    return new RefreshWindow(clamped.margin, clamped.early.minus(spread));
  }

  /// The window for tokens of one lifetime. Short-lived tokens get smaller ones, so that a new
  /// token is not due at once.
  ///
  /// @param lifetime of the access token; zero where it is not known
  RefreshWindow forLifetime(Duration lifetime) {
    if (!lifetime.isPositive()) {
      return this;
    }
    var part = lifetime.dividedBy(PART);
    if (lifetime.compareTo(SHORT) < 0) {
      return new RefreshWindow(part, part);
    }
    var clamped = shorter(margin, longer(SHOWN_AT_LEAST, part));
    return new RefreshWindow(clamped, longer(clamped, shorter(early, part)));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
