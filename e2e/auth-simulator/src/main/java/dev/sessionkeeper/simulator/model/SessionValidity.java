package dev.sessionkeeper.simulator.model;

import dev.sessionkeeper.simulator.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// Whether a session may still be refreshed, and if not, which limit it passed.
/// Source: supabase/auth `internal/models/sessions.go`, `CheckValidity`; the order of the checks
/// shows in the message.
public enum SessionValidity {
  VALID(""),
  EXPIRED("Session Expired"),
  INACTIVE("Session Expired (Inactivity)"),
  LOW_AAL("Session Expired (Low AAL: User Needs MFA Verification)");

  private final String reason;

  SessionValidity(String reason) {
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }

  public static SessionValidity of(
      Session session,
      Settings.Sessions limits,
      boolean secondFactor,
      Optional<Instant> tokenTime,
      Instant now) {
    if (session.notAfter().filter(now::isAfter).isPresent()
        || passed(session.createdAt(), limits.timebox(), now)) {
      return EXPIRED;
    }
    if (passed(session.lastRefreshed(tokenTime), limits.inactivity(), now)) {
      return INACTIVE;
    }
    return secondFactor && passed(session.createdAt(), limits.lowAal(), now) ? LOW_AAL : VALID;
  }

  private static boolean passed(Instant start, Optional<Duration> limit, Instant now) {
    return limit.filter(duration -> now.isAfter(start.plus(duration))).isPresent();
  }

  /// With one session per user: whether another valid session of the same tag was refreshed later
  /// than this one.
  public static boolean isSuperseded(
      Session session,
      Collection<Session> sessionsOfUser,
      Settings.Sessions limits,
      boolean secondFactor,
      Optional<Instant> tokenTime,
      Instant now) {
    var own = session.lastRefreshed(tokenTime);
    return sessionsOfUser.stream()
        .filter(other -> !other.id().equals(session.id()))
        .filter(other -> of(other, limits, secondFactor, Optional.empty(), now) == VALID)
        .filter(other -> other.tagAmong(limits.tags()).equals(session.tagAmong(limits.tags())))
        .anyMatch(other -> other.lastRefreshed(Optional.empty()).isAfter(own));
  }
}
