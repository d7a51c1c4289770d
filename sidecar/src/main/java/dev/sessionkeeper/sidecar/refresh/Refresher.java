package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.Session;
import io.vertx.core.Future;
import java.util.Optional;

/// A way to refresh a session of which this process knows nothing yet. Belongs to one event loop.
interface Refresher {

  /// Refreshes a session. Never fails, and ends by the patience of the trip.
  Future<RefreshOutcome> refresh(Trip trip);

  /// Looks for a newer session elsewhere, before a refusal is believed. Never fails.
  Future<Optional<RefreshOutcome>> find(Trip trip);

  /// Tells the other replicas, where there are any to be told, that a session was signed out.
  void tellSignOut(Session session);
}
