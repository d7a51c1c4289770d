package dev.sessionkeeper.sidecar.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sessionkeeper.sidecar.session.Session;
import java.time.Duration;

/// The sessions that the application, or the endpoint for it, signed out a moment ago, by
/// `session_id`.
///
/// Responses of requests that were on their way then must not bring the session back. After a
/// minute there are none, and a session that the application did not mean to end is written again.
final class EndedByApp {
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final Cache<String, Boolean> ended;

  EndedByApp(Ticker ticker) {
    this.ended = Caches.of(MOST, ticker).expireAfterWrite(REMEMBERED).build();
  }

  void add(Session session) {
    session.claims().sessionId().ifPresent(id -> ended.put(id, Boolean.TRUE));
  }

  boolean contains(Session session) {
    return session.claims().sessionId().filter(id -> ended.getIfPresent(id) != null).isPresent();
  }
}
