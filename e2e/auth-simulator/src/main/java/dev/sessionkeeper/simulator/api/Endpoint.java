package dev.sessionkeeper.simulator.api;

import io.vertx.core.Future;

/// Handles one method of one path.
@FunctionalInterface
interface Endpoint {

  /// Handles one request.
  ///
  /// @return the answer; fails with, or throws, a `Refusal`
  Future<Reply> handle(Exchange exchange);
}
