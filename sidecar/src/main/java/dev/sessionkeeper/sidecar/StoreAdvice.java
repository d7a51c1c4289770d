package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.sidecar.admin.Reason;
import dev.sessionkeeper.sidecar.store.SharedStore;
import java.util.Optional;

/// What to say of a shared store that does not serve: nothing fails because of it, but replicas do
/// not share what they refresh.
final class StoreAdvice {
  private StoreAdvice() {}

  /// Must be called on the event loop.
  static Optional<Reason> of(SharedStore store) {
    return store.outage().map(StoreAdvice::down);
  }

  private static Reason down(String cause) {
    return new Reason(
        Reason.Code.SHARED_STORE_DOWN,
        ("The shared store (refresh.sharedStore) does not serve (%s): each replica refreshes for"
                + " itself until it does.")
            .formatted(cause));
  }
}
