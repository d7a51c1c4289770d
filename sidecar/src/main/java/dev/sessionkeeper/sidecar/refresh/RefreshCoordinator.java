package dev.sessionkeeper.sidecar.refresh;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.refresh.CallGate.Caller;
import dev.sessionkeeper.sidecar.refresh.KnownGenerations.Age;
import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.Generation;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Rejected;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Source;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Standing;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Unavailable;
import dev.sessionkeeper.sidecar.session.RefreshWindow;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionCheck;
import dev.sessionkeeper.sidecar.session.SessionText;
import dev.sessionkeeper.sidecar.session.StoredSession;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
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
  // Each waits for its turn with the head of a request in memory.
  private static final int LONGEST_LINE_OF_A_SESSION = 8;
  // Never remembered: only the server's own word may end a session.
  private static final RefreshOutcome STALE =
      new Rejected(FatalCode.REFRESH_TOKEN_ALREADY_USED, Standing.FIRST_SIGHT);
  private static final RefreshOutcome OVERLOADED =
      new Unavailable(UnavailableReason.OVERLOADED, Optional.empty());

  private final String issuer;
  private final LongSupplier nanos;
  private final long timeoutNanos;
  private final RefreshWindow window;
  private final ClockSkew skew;
  private final RefreshEvents events;
  private final ReplayCache replay;
  private final RejectedSessions rejected;
  private final RecentFailures failures;
  private final KnownGenerations generations;
  private final EndedByApp endedByApp;
  private final Flight.Tower tower;
  private final Map<Fingerprint, Future<RefreshOutcome>> flights = new HashMap<>();
  private final Map<String, SessionLine> lines = new HashMap<>();
  private final Vertx vertx;

  /// A coordinator with empty caches.
  ///
  /// @param nanos a monotonic clock in nanoseconds
  public RefreshCoordinator(
      Vertx vertx,
      SidecarConfig config,
      TokenCalls calls,
      LongSupplier nanos,
      ClockSkew skew,
      RefreshEvents events) {
    var rules = config.refresh();
    Ticker ticker = nanos::getAsLong;
    this.vertx = vertx;
    this.issuer = config.supabase().url().toString();
    this.nanos = nanos;
    this.timeoutNanos = rules.timeout().toNanos();
    this.window = new RefreshWindow(rules.margin(), rules.early());
    this.skew = skew;
    this.events = events;
    this.replay = new ReplayCache(issuer, rules.replay(), rules.replayBytes(), ticker);
    this.rejected = new RejectedSessions(ticker, events::ended);
    this.failures = new RecentFailures(ticker);
    this.generations = new KnownGenerations(ticker);
    this.endedByApp = new EndedByApp(ticker);
    this.tower =
        new Flight.Tower(
            calls,
            new CallGuard(nanos, events),
            new CallGate(vertx, nanos, rules),
            events,
            nanos,
            rules.timeout());
  }

  /// Refreshes a session, or tells what is known of it. A future that is complete already cost
  /// nothing. Never fails, and ends by the time-out of the policy.
  ///
  /// @param verification of the presented session; only a verified `session_id` counts
  public Future<RefreshOutcome> refresh(
      Session presented, Verification verification, RefreshCause cause) {
    var newest = replay.newest(presented);
    var outcome =
        newest.isEmpty()
            ? unlessKnown(presented, verification, cause)
            : replayed(newest.get(), cause);
    return outcome.onSuccess(known -> events.answered(known, cause));
  }

  /// The newest session that one has led to, itself if none is known: what may still be written to
  /// a browser when a slow response comes at last.
  public Session newest(Session session) {
    return replay.newest(session).orElse(session);
  }

  /// Whether a session must not be written to a browser any more: a newer generation is known, even
  /// if it is not remembered, or the application has ended it.
  public boolean isOutdated(Session session) {
    return endedByApp.contains(session) || generations.ageOf(session) != Age.NEWEST;
  }

  /// The application has signed a session out. Only one that is refreshed here, or was, can come
  /// back with a late response; a forged one that names it is none of them.
  public void endedByApp(Session presented) {
    if (generations.holds(presented) || flights.containsKey(Fingerprint.of(issuer, presented))) {
      endedByApp.add(presented);
    }
  }

  /// Tokens may live shorter than replays; then the newest session is refreshed in turn.
  private Future<RefreshOutcome> replayed(Session newest, RefreshCause cause) {
    var found = new StoredSession.Found(newest, StoredSession.Agreement.ALL_READERS);
    return SessionCheck.of(found, window, skew.now()) instanceof SessionCheck.Expired
        ? unlessKnown(newest, new Verification.Verified(), cause)
        : Future.succeededFuture(new Refreshed(newest, Source.REPLAY));
  }

  private Future<RefreshOutcome> unlessKnown(
      Session presented, Verification verification, RefreshCause cause) {
    var key = Fingerprint.of(issuer, presented);
    return rejected
        .find(key)
        .<RefreshOutcome>map(known -> known)
        .or(() -> failures.find(key, cause))
        .map(Future::succeededFuture)
        .or(() -> shared(key))
        .orElseGet(() -> start(key, presented, verification));
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

  private Future<RefreshOutcome> start(
      Fingerprint key, Session presented, Verification verification) {
    var landsBefore = nanos.getAsLong() + timeoutNanos;
    var flight =
        trustedId(presented, verification)
            .map(id -> flyInTurn(id, key, presented, landsBefore))
            .orElseGet(() -> fly(key, presented, callerOf(verification), landsBefore));
    if (!flight.isComplete()) {
      flights.put(key, flight);
      flight.onComplete(_ -> flights.remove(key, flight));
    }
    return flight;
  }

  private static Caller callerOf(Verification verification) {
    return verification instanceof Verification.Verified ? Caller.VERIFIED : Caller.STRANGER;
  }

  private static Optional<String> trustedId(Session presented, Verification verification) {
    return verification instanceof Verification.Verified
        ? presented.claims().sessionId()
        : Optional.empty();
  }

  /// Waits for other flights of the same session. Source: supabase.md 3.0, 1: the parent of a token
  /// must not race with it.
  private Future<RefreshOutcome> flyInTurn(
      String id, Fingerprint key, Session presented, long landsBefore) {
    var line = lines.computeIfAbsent(id, _ -> new SessionLine(vertx));
    if (line.length() >= LONGEST_LINE_OF_A_SESSION) {
      return Future.succeededFuture(OVERLOADED);
    }
    var flight = line.enter(() -> flyUnlessStale(key, presented, landsBefore));
    flight.onComplete(_ -> lines.computeIfPresent(id, (_, left) -> left.orNothing()));
    return flight;
  }

  private Future<RefreshOutcome> flyUnlessStale(
      Fingerprint key, Session presented, long landsBefore) {
    // Two generations back, the server would end the living session because of this one.
    return generations.ageOf(presented) == Age.OLDER
        ? Future.succeededFuture(STALE)
        : fly(key, presented, Caller.VERIFIED, landsBefore);
  }

  private Future<RefreshOutcome> fly(
      Fingerprint key, Session presented, Caller caller, long landsBefore) {
    return new Flight(tower, presented.refreshToken(), caller, landsBefore)
        .fly()
        .map(answer -> landed(key, presented, answer));
  }

  private RefreshOutcome landed(Fingerprint key, Session presented, TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.Success(var session, _) -> accepted(key, presented, session);
      case TokenAnswer.Fatal(var code) -> rejected.add(key, code, standingOf(presented));
      case TokenAnswer.Unavailable(var reason, var retryAfter, _) ->
          failed(key, new Unavailable(reason, retryAfter));
    };
  }

  /// Rule 8: an answer with another user's session must not sign this user in as somebody else.
  private RefreshOutcome accepted(Fingerprint key, Session presented, Session answered) {
    if (!Generation.isSameSignIn(presented, answered)) {
      return failed(key, new Unavailable(UnavailableReason.OTHER_SESSION, Optional.empty()));
    }
    var refreshed = SessionText.inTheFormOf(presented, answered);
    replay.put(presented, refreshed);
    generations.add(presented, refreshed);
    skew.learn(refreshed);
    events.clockCompared(skew.ahead());
    return new Refreshed(refreshed, Source.AUTH_SERVER);
  }

  /// Rule 3: only the newest known generation is ended by an answer.
  private Standing standingOf(Session presented) {
    return generations.ageOf(presented) == Age.NEWEST ? Standing.FINAL : Standing.FIRST_SIGHT;
  }

  private RefreshOutcome failed(Fingerprint key, Unavailable outcome) {
    failures.add(key, outcome);
    return outcome;
  }
}
