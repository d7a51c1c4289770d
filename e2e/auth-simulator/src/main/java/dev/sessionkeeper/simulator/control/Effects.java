package dev.sessionkeeper.simulator.control;

import dev.sessionkeeper.simulator.api.AuthServer;
import dev.sessionkeeper.simulator.api.Timers;
import dev.sessionkeeper.simulator.model.Factor;
import dev.sessionkeeper.simulator.model.Session;
import dev.sessionkeeper.simulator.model.StoredToken;
import dev.sessionkeeper.simulator.model.TokenChain;
import dev.sessionkeeper.simulator.model.User;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Changes that no call of the real server can make: what the recordings did in the database.
final class Effects {
  private static final Duration LONG_AGO = Duration.ofSeconds(10);
  private static final int MILLISECONDS = 1000;

  private final AuthServer server;
  private final Clock clock;
  private final Timers timers;

  Effects(AuthServer server, Clock clock, Timers timers) {
    this.server = server;
    this.clock = clock;
    this.timers = timers;
  }

  /// Carries out one step.
  ///
  /// @throws IllegalArgumentException if the effect or what it names is unknown
  void apply(JsonObject step) {
    var effect = step.getString("effect", "");
    switch (effect) {
      case "set-session-counter" -> setCounter(session(step), step.getLong("counter"));
      case "add-verified-totp-factor" -> addFactor(user(step));
      case "detach-refresh-token-from-session" -> server.store().save(token(step).withoutSession());
      case "set-session-not-after-in-the-past" ->
          server.store().save(session(step).endingAt(clock.instant().minus(LONG_AGO)));
      case "set-session-tag" ->
          server.store().save(session(step).withTag(step.getString("tag", "")));
      case "lock-session" -> lock(session(step), step.getDouble("seconds"));
      default -> throw new IllegalArgumentException("effect: unknown '" + effect + "'");
    }
  }

  private void setCounter(Session session, long counter) {
    var chain = session.chain().orElseGet(TokenChain::start);
    server.store().save(session.withChain(chain.at(counter)));
  }

  private void addFactor(User user) {
    var factor = new Factor(UUID.randomUUID(), "phone", "totp", clock.instant());
    server.store().save(user.withFactors(List.of(factor)));
  }

  private void lock(Session session, double seconds) {
    var locks = server.locks();
    locks.lock(session.id());
    timers.after(
        Duration.ofMillis((long) (seconds * MILLISECONDS)), () -> locks.unlock(session.id()));
  }

  private Session session(JsonObject step) {
    return server.store().session(id(step, "session_id")).orElseThrow(() -> unknown("session_id"));
  }

  private User user(JsonObject step) {
    return server.store().user(id(step, "user_id")).orElseThrow(() -> unknown("user_id"));
  }

  private StoredToken token(JsonObject step) {
    return server
        .store()
        .token(step.getString("refresh_token", ""))
        .orElseThrow(() -> unknown("refresh_token"));
  }

  private static UUID id(JsonObject step, String name) {
    return UUID.fromString(step.getString(name, ""));
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(name + ": not in the store");
  }
}
