package dev.sessionkeeper.simulator.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.UUID;

/// Ends sessions; like a deletion in a database it waits for rows that somebody else holds.
final class Sessions {
  private Sessions() {}

  static Future<Void> end(Exchange exchange, Collection<UUID> ids) {
    Promise<Void> promise = Promise.promise();
    exchange
        .process()
        .locks()
        .whenFree(
            ids,
            () -> {
              if (!exchange.isAbandoned()) {
                ids.forEach(exchange.process().store()::deleteSession);
              }
              promise.complete();
            });
    return promise.future();
  }
}
