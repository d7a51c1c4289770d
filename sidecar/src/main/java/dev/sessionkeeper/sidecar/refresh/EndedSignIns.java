package dev.sessionkeeper.sidecar.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.Session;
import java.time.Duration;

/// The sign-ins that the application, or the endpoint for it, ended a moment ago, here or at
/// another replica, by the hash of issuer and `session_id`.
///
/// Responses of requests that were on their way then must not bring the session back. After a
/// minute there are none, and a session that the application did not mean to end is written again.
final class EndedSignIns {
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final String issuer;
  private final Cache<String, Boolean> ended;

  /// @param issuer the Supabase URL, a part of every key
  EndedSignIns(String issuer, Ticker ticker) {
    this.issuer = issuer;
    this.ended = Caches.of(MOST, ticker).expireAfterWrite(REMEMBERED).build();
  }

  void add(Session session) {
    session.claims().sessionId().ifPresent(id -> add(tag(id)));
  }

  /// @param tag of the sign-in, as the shared store has it
  void add(String tag) {
    ended.put(tag, Boolean.TRUE);
  }

  boolean contains(Session session) {
    return ended.estimatedSize() > 0
        && session
            .claims()
            .sessionId()
            .filter(id -> ended.getIfPresent(tag(id)) != null)
            .isPresent();
  }

  private String tag(String sessionId) {
    return Fingerprint.ofSignIn(issuer, sessionId).text();
  }
}
