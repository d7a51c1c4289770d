package dev.sessionkeeper.sidecar.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Rejected;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Sessions that the Auth server ended, so that it is not asked about them again.
///
/// `already_used` is not believed at first sight, as another replica may just have refreshed the
/// session: only a stale token that is presented again 10 s or more later ends it. Source: design
/// rule 3.
final class RejectedSessions {
  private static final Duration BELIEVED_AFTER = Duration.ofSeconds(10);
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final int MOST = 4_096;

  private final Cache<Fingerprint, Sighting> sightings;
  private final Ticker ticker;
  private final Consumer<FatalCode> ended;

  private record Sighting(FatalCode code, Standing standing, long nanos) {}

  /// @param ended told once for each session that ends
  RejectedSessions(Ticker ticker, Consumer<FatalCode> ended) {
    this.ticker = ticker;
    this.ended = ended;
    this.sightings = Caches.of(MOST, ticker).expireAfterWrite(REMEMBERED).build();
  }

  /// Notes an answer of the server and judges it.
  ///
  /// @param standing what the answer is worth if it is believed at all
  Rejected add(Fingerprint key, FatalCode code, Standing standing) {
    var judged = code == FatalCode.REFRESH_TOKEN_ALREADY_USED ? Standing.FIRST_SIGHT : standing;
    put(key, new Sighting(code, judged, ticker.read()));
    return new Rejected(code, judged);
  }

  /// What is known of a session that is presented again.
  Optional<Rejected> find(Fingerprint key) {
    var sighting = sightings.getIfPresent(key);
    if (sighting == null) {
      return Optional.empty();
    }
    if (sighting.standing() == Standing.FIRST_SIGHT && isOldEnough(sighting)) {
      put(key, new Sighting(sighting.code(), Standing.FINAL, sighting.nanos()));
      return Optional.of(new Rejected(sighting.code(), Standing.FINAL));
    }
    return Optional.of(new Rejected(sighting.code(), sighting.standing()));
  }

  /// Whether a session was refused, but may live on in another replica's hands.
  boolean isInDoubt(Fingerprint key) {
    var sighting = sightings.getIfPresent(key);
    return sighting != null && sighting.code() == FatalCode.REFRESH_TOKEN_ALREADY_USED;
  }

  private void put(Fingerprint key, Sighting sighting) {
    sightings.put(key, sighting);
    if (sighting.standing() == Standing.FINAL) {
      ended.accept(sighting.code());
    }
  }

  private boolean isOldEnough(Sighting sighting) {
    return ticker.read() - sighting.nanos() >= BELIEVED_AFTER.toNanos();
  }
}
