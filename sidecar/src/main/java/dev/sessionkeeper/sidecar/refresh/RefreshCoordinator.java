package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Source;
import dev.sessionkeeper.sidecar.session.RefreshWindow;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionCheck;
import dev.sessionkeeper.sidecar.session.StoredSession;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.store.SharedStore;
import dev.sessionkeeper.sidecar.supabase.EndUser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Refreshes each session once, however many requests carry it.
///
/// In order: what is known already (replay, rejections, failures of this second), a flight that is
/// under way, a flight of its own. Flights of one trusted `session_id` follow one another. Belongs
/// to one event loop. Source: design section 3.
public final class RefreshCoordinator {
  private final String issuer;
  private final LongSupplier nanos;
  private final long timeoutNanos;
  private final RefreshWindow window;
  private final ClockSkew skew;
  private final RefreshEvents events;
  private final CallGuard guard;
  private final Knowledge knowledge;
  private final Refresher refresher;
  private final SessionLines lines;
  private final Map<Fingerprint, Future<RefreshOutcome>> flights = new HashMap<>();

  /// A coordinator with empty caches.
  ///
  /// @param store what replicas share; empty where each refreshes for itself
  /// @param nanos a monotonic clock in nanoseconds
  public RefreshCoordinator(
      Vertx vertx,
      SidecarConfig config,
      TokenCalls calls,
      Optional<SharedStore> store,
      LongSupplier nanos,
      ClockSkew skew,
      RefreshEvents events) {
    var rules = config.refresh();
    this.issuer = config.supabase().url().toString();
    this.nanos = nanos;
    this.timeoutNanos = rules.timeout().toNanos();
    this.window = new RefreshWindow(rules.margin(), rules.early());
    this.skew = skew;
    this.events = events;
    this.knowledge = new Knowledge(issuer, rules, nanos::getAsLong, skew, events);
    this.lines = new SessionLines(vertx);
    this.guard = new CallGuard(nanos, events);
    var gate = new CallGate(vertx, nanos, rules);
    var tower = new Flight.Tower(calls, guard, gate, events, nanos, rules.timeout());
    var own = new OwnRefresher(tower, knowledge);
    var names = new SharedRefresher.Names(rules.sharedStore().prefix(), issuer);
    this.refresher =
        store
            .<Refresher>map(shared -> new SharedRefresher(shared, names, own, knowledge, nanos))
            .orElse(own);
  }

  /// Another coordinator is about to take its place. Requests that have this one go on with it.
  public void retire() {
    guard.retire();
  }

  /// Refreshes a session, or tells what is known of it. A future that is complete already cost
  /// nothing. Never fails, and ends by the time-out of the policy.
  ///
  /// @param verification of the presented session; only a verified `session_id` counts
  /// @param endUser on whose behalf
  public Future<RefreshOutcome> refresh(
      Session presented, Verification verification, RefreshCause cause, EndUser endUser) {
    var landsBefore = nanos.getAsLong() + timeoutNanos;
    var trip = trip(presented, verification, endUser, landsBefore);
    var newest = knowledge.newest(presented);
    var outcome =
        newest.isEmpty()
            ? unlessKnown(trip, cause)
            : replayed(new Refreshed(newest.get(), Source.REPLAY), cause, trip);
    return outcome.onSuccess(known -> events.answered(known, cause));
  }

  /// The newest session that one has led to, itself if none is known: what may still be written to
  /// a browser when a slow response comes at last.
  public Session newest(Session session) {
    return knowledge.newest(session).orElse(session);
  }

  /// Whether a session must not be written to a browser any more: a newer generation is known, even
  /// if it is not remembered, or the application has ended it.
  public boolean isOutdated(Session session) {
    return knowledge.isOutdated(session);
  }

  /// The application has signed a session out. Only one that is refreshed here, or was, can come
  /// back with a late response; a forged one that names it is none of them.
  public void endedByApp(Session presented) {
    if (knowledge.holds(presented) || flights.containsKey(Fingerprint.of(issuer, presented))) {
      knowledge.signedOut(presented);
    }
  }

  /// A session has been signed out at the sidecar itself, as its browser asked; the other replicas
  /// are told.
  public void signedOut(Session presented, Verification verification) {
    switch (verification) {
      case Verification.Verified() -> knowledge.signedOut(presented);
      case Verification.Forged _, Verification.Unverifiable _ -> endedByApp(presented);
    }
    if (knowledge.isSignedOut(presented)) {
      refresher.tellSignOut(presented);
    }
  }

  /// A session that was signed out is shown to the application no more; the browser may still need
  /// a valid one to sign out everywhere.
  private Future<RefreshOutcome> replayed(Refreshed known, RefreshCause cause, Trip before) {
    return cause != RefreshCause.ASKED && knowledge.isSignedOut(known.session())
        ? Future.succeededFuture(Knowledge.STALE)
        : unlessExpired(known, cause, before);
  }

  /// Tokens may live shorter than what is remembered of them; then the newest session is refreshed
  /// in turn.
  private Future<RefreshOutcome> unlessExpired(Refreshed known, RefreshCause cause, Trip before) {
    var found = new StoredSession.Found(known.session(), StoredSession.Agreement.ALL_READERS);
    return SessionCheck.of(found, window, skew.now()) instanceof SessionCheck.Expired
        ? unlessKnown(onwards(before, known.session()), cause)
        : Future.succeededFuture(known);
  }

  private Trip onwards(Trip before, Session from) {
    return trip(from, new Verification.Verified(), before.endUser(), before.landsBefore());
  }

  private Trip trip(
      Session presented, Verification verification, EndUser endUser, long landsBefore) {
    var key = Fingerprint.of(issuer, presented);
    return new Trip(key, presented, verification, endUser, landsBefore);
  }

  private Future<RefreshOutcome> unlessKnown(Trip trip, RefreshCause cause) {
    return knowledge.isInDoubt(trip.key())
        ? refresher
            .find(trip)
            .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> go(trip, cause)))
            .compose(outcome -> further(outcome, cause, trip))
        : go(trip, cause);
  }

  private Future<RefreshOutcome> go(Trip trip, RefreshCause cause) {
    return knowledge
        .find(trip.key(), cause)
        .map(Future::succeededFuture)
        .or(() -> shared(trip.key()))
        .orElseGet(() -> start(trip, cause));
  }

  private Optional<Future<RefreshOutcome>> shared(Fingerprint key) {
    return Optional.ofNullable(flights.get(key))
        .map(flight -> flight.map(RefreshCoordinator::asShared));
  }

  private static RefreshOutcome asShared(RefreshOutcome outcome) {
    return outcome instanceof Refreshed(var session, _)
        ? new Refreshed(session, Source.SHARED_FLIGHT)
        : outcome;
  }

  private Future<RefreshOutcome> start(Trip trip, RefreshCause cause) {
    var flight =
        trip.trustedId()
            .map(id -> lines.enter(id, () -> refresher.refresh(trip)))
            .orElseGet(() -> refresher.refresh(trip))
            .compose(outcome -> further(outcome, cause, trip));
    if (!flight.isComplete()) {
      flights.put(trip.key(), flight);
      flight.onComplete(_ -> flights.remove(trip.key(), flight));
    }
    return flight;
  }

  /// What another replica received may have expired meanwhile; the patience is that of the trip.
  private Future<RefreshOutcome> further(RefreshOutcome outcome, RefreshCause cause, Trip trip) {
    return outcome instanceof Refreshed(_, var source) && source == Source.SHARED_STORE
        ? unlessExpired((Refreshed) outcome, cause, trip)
        : Future.succeededFuture(outcome);
  }
}
