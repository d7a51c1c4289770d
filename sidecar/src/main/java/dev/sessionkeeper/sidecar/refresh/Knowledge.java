package dev.sessionkeeper.sidecar.refresh;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.sessionkeeper.contract.SidecarConfig.Refresh;
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
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionText;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.store.KnownGeneration;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
import java.util.Optional;

/// What this process knows of sessions that were to be refreshed, and how it learns. Belongs to one
/// event loop.
final class Knowledge {
  /// The outcome for a session that must not be presented any more. Never remembered: only the
  /// server's own word may end a session.
  static final RefreshOutcome STALE =
      new Rejected(FatalCode.REFRESH_TOKEN_ALREADY_USED, Standing.FIRST_SIGHT);

  private final ReplayCache replay;
  private final RejectedSessions rejected;
  private final RecentFailures failures;
  private final KnownGenerations generations;
  private final EndedSignIns ended;
  private final ClockSkew skew;
  private final RefreshEvents events;

  /// Knows nothing yet.
  ///
  /// @param issuer the Supabase URL, a part of every key
  Knowledge(String issuer, Refresh rules, Ticker ticker, ClockSkew skew, RefreshEvents events) {
    this.replay = new ReplayCache(issuer, rules.replay(), rules.replayBytes(), ticker);
    this.rejected = new RejectedSessions(ticker, events::ended);
    this.failures = new RecentFailures(ticker);
    this.generations = new KnownGenerations(issuer, ticker);
    this.ended = new EndedSignIns(issuer, ticker);
    this.skew = skew;
    this.events = events;
  }

  /// The newest session that one has led to; empty if none is known.
  Optional<Session> newest(Session presented) {
    return replay.newest(presented);
  }

  /// Whether a session must not be written to a browser: a newer generation of it is known, or the
  /// application has ended it.
  boolean isOutdated(Session session) {
    return ended.contains(session) || generations.ageOf(session) != Age.NEWEST;
  }

  /// Whether a session is known by its refresh token, which nobody can guess.
  boolean holds(Session session) {
    return generations.holds(session);
  }

  /// Whether a session was signed out a moment ago, here or at another replica.
  boolean isSignedOut(Session session) {
    return ended.contains(session);
  }

  /// Learns that a session was signed out here.
  void signedOut(Session session) {
    ended.add(session);
  }

  /// Learns that another replica has signed a session out.
  ///
  /// @param tag of the sign-in
  void signedOut(String tag) {
    ended.add(tag);
  }

  /// Whether presenting a session could end the living one.
  boolean isStale(Trip trip) {
    return trip.trustedId().isPresent() && generations.ageOf(trip.presented()) == Age.OLDER;
  }

  /// What need not be asked again.
  Optional<RefreshOutcome> find(Fingerprint key, RefreshCause cause) {
    return rejected
        .find(key)
        .<RefreshOutcome>map(known -> known)
        .or(() -> failures.find(key, cause));
  }

  /// Whether a session was refused for a reason that another replica's refresh would explain.
  boolean isInDoubt(Fingerprint key) {
    return rejected.isInDoubt(key);
  }

  /// Learns from an answer of the Auth server.
  RefreshOutcome landed(Trip trip, TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.Success(var session, _) -> accepted(trip, session);
      case TokenAnswer.Fatal(var code) -> refused(trip, code);
      case TokenAnswer.Unavailable(var reason, var retryAfter, _) ->
          failed(trip, new Unavailable(reason, retryAfter));
    };
  }

  /// Learns what another replica was told: that a session was refused.
  RefreshOutcome refused(Trip trip, FatalCode code) {
    return rejected.add(trip.key(), code, standingOf(trip.presented()));
  }

  /// Learns that a refresh came to nothing.
  RefreshOutcome failed(Trip trip, Unavailable outcome) {
    failures.add(trip.key(), outcome);
    return outcome;
  }

  /// Learns a session that another replica received.
  void adopt(Session before, Session refreshed) {
    replay.put(before, refreshed);
    generations.add(before, refreshed);
  }

  /// Learns of a generation that another replica received.
  ///
  /// @param tag of the sign-in
  void learn(String tag, KnownGeneration newest) {
    generations.learn(tag, newest);
  }

  /// As `learn`, where this process holds an older one.
  void learnIfKnown(String tag, KnownGeneration newest) {
    generations.learnIfKnown(tag, newest);
  }

  /// Rule 8: an answer with another user's session must not sign this user in as somebody else.
  private RefreshOutcome accepted(Trip trip, Session answered) {
    var presented = trip.presented();
    if (!Generation.isSameSignIn(presented, answered)) {
      return failed(trip, new Unavailable(UnavailableReason.OTHER_SESSION, Optional.empty()));
    }
    var refreshed = SessionText.inTheFormOf(presented, answered);
    adopt(presented, refreshed);
    skew.learn(refreshed);
    events.clockCompared(skew.ahead());
    return new Refreshed(refreshed, Source.AUTH_SERVER);
  }

  /// Rule 3: only the newest known generation is ended by an answer.
  private Standing standingOf(Session presented) {
    return generations.ageOf(presented) == Age.NEWEST ? Standing.FINAL : Standing.FIRST_SIGHT;
  }
}
