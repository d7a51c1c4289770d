package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
import io.vertx.core.Future;
import java.util.Optional;

/// Refreshes sessions as if there were no other replicas.
final class OwnRefresher implements Refresher {
  private final Flight.Tower tower;
  private final Knowledge knowledge;

  OwnRefresher(Flight.Tower tower, Knowledge knowledge) {
    this.tower = tower;
    this.knowledge = knowledge;
  }

  @Override
  public Future<RefreshOutcome> refresh(Trip trip) {
    // Two generations back, the server would end the living session because of this one.
    return knowledge.isStale(trip)
        ? Future.succeededFuture(Knowledge.STALE)
        : call(trip).map(answer -> knowledge.landed(trip, answer));
  }

  @Override
  public Future<Optional<RefreshOutcome>> find(Trip trip) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public void tellSignOut(Session session) {
    // There is nobody to tell.
  }

  /// The answer of the Auth server. Never fails.
  Future<TokenAnswer> call(Trip trip) {
    return new Flight(tower, trip).fly();
  }
}
