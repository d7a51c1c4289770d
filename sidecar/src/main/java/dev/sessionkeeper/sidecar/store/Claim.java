package dev.sessionkeeper.sidecar.store;

import io.vertx.core.Future;
import java.util.Optional;

/// The answer to who asks for the refresh of a session.
public sealed interface Claim {

  /// The caller alone may refresh it, until the lease ends.
  ///
  /// @param newest of its sign-in, as far as any replica knows
  record Held(Lease lease, Optional<KnownGeneration> newest) implements Claim {}

  /// It was refreshed, or refused, already.
  record Known(Entry entry) implements Claim {}

  /// Another caller refreshes it, or another generation of its sign-in.
  ///
  /// @param change completes when it is worth asking again, at the latest when the caller's
  ///     patience ends; never fails
  record Busy(Future<Void> change) implements Claim {}

  /// The store does not help now.
  record Unusable() implements Claim {}
}
