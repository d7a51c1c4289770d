package dev.sessionkeeper.sidecar.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.store.KnownGeneration;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The newest generation of each session that this process has received, by the hash of
/// issuer and `session_id`.
///
/// Only answers of the Auth server are noted, never what a browser claims. It holds no tokens: it
/// tells that a presented session is stale, it never hands out a newer one. A stale session that is
/// two generations old would make the server end the living one. Source: design section 3 and
/// rule 3, supabase.md 3.3.
final class KnownGenerations {
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST = 10_000;

  private final String issuer;
  private final Cache<String, Newest> newest;

  /// @param token of the newest session; several access tokens may go with it
  /// @param parent the refresh token that bought it; the server takes it again at any time
  private record Newest(Fingerprint token, Fingerprint parent, Instant issuedAt) {}

  /// How a presented session stands to what is known.
  enum Age {
    /// The newest, or nothing is known of the session.
    NEWEST,
    /// It bought the newest one.
    PARENT,
    /// Older than that: presenting it could end the living session.
    OLDER
  }

  /// @param issuer the Supabase URL, a part of every key
  KnownGenerations(String issuer, Ticker ticker) {
    this.issuer = issuer;
    this.newest = Caches.of(MOST, ticker).expireAfterAccess(REMEMBERED).build();
  }

  /// Notes that a session was bought by another one, unless a newer one is known (rule 4).
  void add(Session parent, Session refreshed) {
    var id = refreshed.claims().sessionId();
    var issuedAt = refreshed.claims().issuedAt();
    if (id.isEmpty() || issuedAt.isEmpty()) {
      return;
    }
    var tag = tag(id.get());
    var known = newest.getIfPresent(tag);
    if (known == null || !known.issuedAt().isAfter(issuedAt.get())) {
      newest.put(tag, new Newest(token(refreshed), token(parent), issuedAt.get()));
    }
  }

  /// Notes what another replica has received, unless a newer one is known.
  void learn(String tag, KnownGeneration other) {
    var known = newest.getIfPresent(tag);
    if (known == null || known.issuedAt().isBefore(other.issuedAt())) {
      newest.put(tag, new Newest(other.token(), other.parent(), other.issuedAt()));
    }
  }

  /// As `learn`, for a sign-in that this process has refreshed, too.
  void learnIfKnown(String tag, KnownGeneration other) {
    if (newest.getIfPresent(tag) != null) {
      learn(tag, other);
    }
  }

  /// Whether a session is the newest known one, or the one that bought it: by its refresh token,
  /// which nobody can guess.
  boolean holds(Session session) {
    var known = find(session);
    return known.isPresent()
        && (token(session).equals(known.get().token())
            || token(session).equals(known.get().parent()));
  }

  /// How old a presented session is.
  ///
  /// @param presented a session whose signature was verified
  Age ageOf(Session presented) {
    var known = find(presented);
    if (known.isEmpty() || isAtLeastAsNew(presented, known.get())) {
      return Age.NEWEST;
    }
    return token(presented).equals(known.get().parent()) ? Age.PARENT : Age.OLDER;
  }

  private Optional<Newest> find(Session session) {
    return session
        .claims()
        .sessionId()
        .flatMap(id -> Optional.ofNullable(newest.getIfPresent(tag(id))));
  }

  private static boolean isAtLeastAsNew(Session presented, Newest known) {
    var issuedAt = presented.claims().issuedAt();
    return token(presented).equals(known.token())
        || issuedAt.isEmpty()
        || !issuedAt.get().isBefore(known.issuedAt());
  }

  private String tag(String sessionId) {
    return Fingerprint.ofSignIn(issuer, sessionId).text();
  }

  private static Fingerprint token(Session session) {
    return Fingerprint.of(session.refreshToken().value());
  }
}
