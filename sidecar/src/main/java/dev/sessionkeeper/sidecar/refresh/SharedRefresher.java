package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.Generation;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Source;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Unavailable;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionText;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.store.Claim;
import dev.sessionkeeper.sidecar.store.Entry;
import dev.sessionkeeper.sidecar.store.KnownGeneration;
import dev.sessionkeeper.sidecar.store.Lease;
import dev.sessionkeeper.sidecar.store.Publication;
import dev.sessionkeeper.sidecar.store.SharedStore;
import dev.sessionkeeper.sidecar.store.Subject;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Refreshes each session once among all replicas: claim, refresh, publish. Where the store does
/// not help, a refresh goes on as if there were no other replicas. Belongs to one event loop.
/// Source:
/// design section 3; docs/shared-store.md.
final class SharedRefresher implements Refresher {
  // As in the replay cache.
  private static final int LONGEST_CHAIN = 16;

  private final SharedStore store;
  private final String prefix;
  private final String issuer;
  private final OwnRefresher own;
  private final Knowledge knowledge;
  private final LongSupplier nanos;

  /// What a shared refresher needs besides its store.
  ///
  /// @param prefix of all keys in the store
  record Names(String prefix, String issuer) {}

  SharedRefresher(
      SharedStore store, Names names, OwnRefresher own, Knowledge knowledge, LongSupplier nanos) {
    this.store = store;
    this.prefix = names.prefix();
    this.issuer = names.issuer();
    this.own = own;
    this.knowledge = knowledge;
    this.nanos = nanos;
    store.onGeneration(knowledge::learnIfKnown);
    store.onSignOut(knowledge::signedOut);
  }

  @Override
  public Future<RefreshOutcome> refresh(Trip trip) {
    var left = Duration.ofNanos(trip.landsBefore() - nanos.getAsLong());
    if (!left.isPositive()) {
      return Future.succeededFuture(
          knowledge.failed(trip, new Unavailable(UnavailableReason.TIMEOUT, Optional.empty())));
    }
    return store
        .claim(subject(trip.presented(), trip.isTrusted()), left)
        .compose(claim -> follow(trip, claim));
  }

  @Override
  public Future<Optional<RefreshOutcome>> find(Trip trip) {
    return successor(trip.presented())
        .compose(
            newer ->
                newer.isPresent()
                    ? adopted(trip, newer.get()).map(Optional::of)
                    : Future.succeededFuture(Optional.empty()));
  }

  @Override
  public void tellSignOut(Session session) {
    store.tellSignOut(subject(session, true));
  }

  /// What a session has led to, as far as the store tells.
  private Future<Optional<Session>> successor(Session session) {
    return store
        .find(subject(session, false))
        .map(
            entry ->
                entry.orElse(null) instanceof Entry.Renewed(var newer) && fits(session, newer)
                    ? Optional.of(newer)
                    : Optional.empty());
  }

  private Future<RefreshOutcome> follow(Trip trip, Claim claim) {
    return switch (claim) {
      case Claim.Unusable() -> own.refresh(trip);
      case Claim.Busy(var change) -> change.compose(_ -> refresh(trip));
      case Claim.Known(Entry.Refused(var code)) ->
          Future.succeededFuture(knowledge.refused(trip, code));
      case Claim.Known(Entry.Renewed(var newer)) ->
          fits(trip.presented(), newer) ? adopted(trip, newer) : own.refresh(trip);
      case Claim.Held(var lease, var newest) -> fly(trip, lease, newest);
    };
  }

  private Future<RefreshOutcome> fly(Trip trip, Lease lease, Optional<KnownGeneration> newest) {
    newest.ifPresent(known -> learn(trip, known));
    if (knowledge.isStale(trip)) {
      lease.release();
      return Future.succeededFuture(Knowledge.STALE);
    }
    return own.call(trip)
        .compose(answer -> landed(trip, lease, answer))
        .onFailure(_ -> lease.release());
  }

  private Future<RefreshOutcome> landed(Trip trip, Lease lease, TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.Success(var session, _)
          when Generation.isSameSignIn(trip.presented(), session) ->
          lease
              .publish(SessionText.inTheFormOf(trip.presented(), session))
              .compose(publication -> published(trip, answer, publication));
      case TokenAnswer.Fatal(var code) -> refused(trip, lease, code);
      case TokenAnswer.Success _, TokenAnswer.Unavailable _ -> {
        lease.release();
        yield Future.succeededFuture(knowledge.landed(trip, answer));
      }
    };
  }

  private Future<RefreshOutcome> published(Trip trip, TokenAnswer answer, Publication publication) {
    return switch (publication) {
      case Publication.Stored _, Publication.Unusable _ ->
          Future.succeededFuture(knowledge.landed(trip, answer));
      case Publication.Outdated(var newest) -> {
        learn(trip, newest);
        yield find(trip).map(found -> found.orElse(Knowledge.STALE));
      }
    };
  }

  /// Rule 3: another replica may have refreshed the session just before, without a lease.
  private Future<RefreshOutcome> refused(Trip trip, Lease lease, FatalCode code) {
    return find(trip)
        .map(
            found -> {
              if (found.isPresent()) {
                lease.release();
                return found.get();
              }
              lease.refuse(code);
              return knowledge.refused(trip, code);
            });
  }

  /// Learns a session and those that it has led to, and hands out the newest; nothing where a still
  /// newer one is known that is not at hand (rule 4).
  private Future<RefreshOutcome> adopted(Trip trip, Session newer) {
    knowledge.adopt(trip.presented(), newer);
    return newest(newer, LONGEST_CHAIN, trip)
        .map(found -> knowledge.newest(found).orElse(found))
        .map(
            newest ->
                knowledge.isOutdated(newest)
                    ? Knowledge.STALE
                    : new Refreshed(newest, Source.SHARED_STORE));
  }

  private Future<Session> newest(Session session, int links, Trip trip) {
    if (links == 0 || nanos.getAsLong() >= trip.landsBefore()) {
      return Future.succeededFuture(session);
    }
    return successor(session)
        .compose(
            newer -> {
              if (newer.isEmpty()) {
                return Future.succeededFuture(session);
              }
              knowledge.adopt(session, newer.get());
              return newest(newer.get(), links - 1, trip);
            });
  }

  /// Rules 4 and 8, whoever wrote the entry.
  private static boolean fits(Session before, Session newer) {
    return Generation.isSameSignIn(before, newer) && !Generation.isNewer(before, newer);
  }

  private void learn(Trip trip, KnownGeneration newest) {
    knowledge.learn(subject(trip.presented(), trip.isTrusted()).tag(), newest);
  }

  private Subject subject(Session session, boolean isTrusted) {
    return Subject.of(prefix, issuer, session, isTrusted);
  }
}
