package dev.sessionkeeper.simulator.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/// The pauses that a database and a password hash make in the real server. Without them
/// simultaneous requests would run one after the other, and never find a row that was there a
/// moment ago.
final class Pace {
  private static final Duration LOOKUP = Duration.ofMillis(1);
  private static final Duration TRANSACTION = Duration.ofMillis(2);
  private static final Duration HASHING = Duration.ofMillis(10);

  private Pace() {}

  /// Between the first look at a row and the transaction that locks it.
  static Future<Void> lookup(Exchange exchange) {
    return pause(exchange, LOOKUP);
  }

  /// As long as a transaction holds its locks.
  static Future<Void> transaction(Exchange exchange) {
    return pause(exchange, TRANSACTION);
  }

  /// Between the check for an existing user and the insertion of the new one.
  static Future<Void> hashing(Exchange exchange) {
    return pause(exchange, HASHING);
  }

  private static Future<Void> pause(Exchange exchange, Duration duration) {
    Promise<Void> promise = Promise.promise();
    exchange.process().timers().after(duration, promise::complete);
    return promise.future();
  }
}
