package dev.sessionkeeper.sidecar.proxy;

import io.vertx.core.http.HttpServerRequest;

/// The share of memory that the beginning of a body takes while its request waits for a place at
/// the application. Belongs to one event loop.
final class WaitingBody {
  private final HeadBudget budget;
  private final long bytes;
  private boolean held;

  /// @param request whose framing is clear
  WaitingBody(HeadBudget budget, HttpServerRequest request) {
    this.budget = budget;
    this.bytes = HeadBudget.bodyOf(request);
  }

  /// Takes the share, once.
  ///
  /// @return whether there was enough left
  boolean take() {
    held = held || bytes == 0 || budget.take(bytes);
    return held;
  }

  /// Gives the share back, if it was taken.
  void give() {
    if (held) {
      held = false;
      budget.give(bytes);
    }
  }
}
