package dev.sessionkeeper.simulator.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.UUID;

/// Ends sessions; like a deletion in a database it waits for rows that somebody else holds.
final class Sessions {
  private Sessions() {}

  static Future<Void> end(Exchange exchange, Collection<UUID> ids) {
    return Pace.lookup(exchange).compose(looked -> whenFree(exchange, ids));
  }

  private static Future<Void> whenFree(Exchange exchange, Collection<UUID> ids) {
    Promise<Void> promise = Promise.promise();
    var store = exchange.process().store();
    exchange
        .process()
        .locks()
        .whenFree(
            ids,
            () -> {
              if (!exchange.isAbandoned()) {
                ids.forEach(store::deleteSession);
              }
              promise.complete();
            });
    return promise.future();
  }
}
