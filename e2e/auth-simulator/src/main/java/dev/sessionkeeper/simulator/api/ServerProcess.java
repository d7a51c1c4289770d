package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.config.Settings;
import dev.sessionkeeper.simulator.jwt.AccessTokenIssuer;
import dev.sessionkeeper.simulator.jwt.AccessTokenVerifier;
import dev.sessionkeeper.simulator.jwt.KeyRing;
import dev.sessionkeeper.simulator.model.RowLocks;
import dev.sessionkeeper.simulator.model.Store;
import java.time.Clock;
import java.time.Instant;

/// One run of the simulated server: its configuration, and what it forgets when it restarts.
final class ServerProcess {
  private final Settings settings;
  private final Store store;
  private final RowLocks locks;
  private final Clock clock;
  private final Timers timers;
  private final KeyRing keys;
  private final AccessTokenIssuer issuer;
  private final AccessTokenVerifier verifier;
  private final RateLimiter limiter;

  ServerProcess(Settings settings, Store store, RowLocks locks, Clock clock, Timers timers) {
    this.settings = settings;
    this.store = store;
    this.locks = locks;
    this.clock = clock;
    this.timers = timers;
    keys = KeyRing.of(settings.jwt());
    issuer = new AccessTokenIssuer(keys);
    verifier = new AccessTokenVerifier(keys);
    limiter = new RateLimiter(settings.rateLimits());
  }

  Settings settings() {
    return settings;
  }

  Store store() {
    return store;
  }

  RowLocks locks() {
    return locks;
  }

  Timers timers() {
    return timers;
  }

  KeyRing keys() {
    return keys;
  }

  AccessTokenIssuer issuer() {
    return issuer;
  }

  AccessTokenVerifier verifier() {
    return verifier;
  }

  RateLimiter limiter() {
    return limiter;
  }

  Instant now() {
    return clock.instant();
  }
}
