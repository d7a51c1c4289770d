package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.supabase.Repeat;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// One refresh with the Auth server: leave, a turn, a call, and a second call where presenting the
/// same token again is safe. No request owns it, so none can cancel it.
final class Flight {
  // Less than this is not worth another call.
  private static final Duration SHORTEST_CALL = Duration.ofMillis(50);

  private final Tower tower;
  private final Trip trip;

  /// What all flights share.
  record Tower(
      TokenCalls calls,
      CallGuard guard,
      CallGate gate,
      RefreshEvents events,
      LongSupplier nanos,
      Duration timeout) {}

  Flight(Tower tower, Trip trip) {
    this.tower = tower;
    this.trip = trip;
  }

  /// Never fails; ends by the time-out.
  Future<TokenAnswer> fly() {
    // The first call leaves a third of the time for a second one.
    var first = shorter(tower.timeout().multipliedBy(2).dividedBy(3), left());
    return call(first).compose(this::flyAgainIfSafe);
  }

  private Future<TokenAnswer> flyAgainIfSafe(TokenAnswer answer) {
    return answer instanceof TokenAnswer.Unavailable lost
            && lost.repeat() == Repeat.SAFE
            && left().compareTo(SHORTEST_CALL) > 0
        ? call(left()).map(second -> better(lost, second))
        : Future.succeededFuture(answer);
  }

  /// A second call that was not even made tells less than the first one.
  private static TokenAnswer better(TokenAnswer.Unavailable first, TokenAnswer second) {
    return second instanceof TokenAnswer.Unavailable unavailable
            && unavailable.reason() == UnavailableReason.CIRCUIT_OPEN
        ? first
        : second;
  }

  private Future<TokenAnswer> call(Duration patience) {
    var outlook = tower.guard().outlook();
    return outlook.isPresent()
        ? Future.succeededFuture(outlook.get())
        : tower
            .gate()
            .enter(trip.caller(), patience)
            .compose(hasTurn -> hasTurn ? askUnlessRefused() : overloaded());
  }

  private static Future<TokenAnswer> overloaded() {
    return Future.succeededFuture(
        new TokenAnswer.Unavailable(
            UnavailableReason.OVERLOADED, Optional.empty(), Repeat.USELESS));
  }

  /// The few calls that try an open circuit are for whoever calls now, not for those in line.
  private Future<TokenAnswer> askUnlessRefused() {
    var refusal = tower.guard().refusal();
    if (refusal.isPresent()) {
      tower.gate().leave();
      return Future.succeededFuture(refusal.get());
    }
    return ask();
  }

  private Future<TokenAnswer> ask() {
    var began = tower.nanos().getAsLong();
    var patience = shorter(tower.timeout().multipliedBy(2).dividedBy(3), left());
    return Future.succeededFuture(trip.presented().refreshToken())
        .compose(token -> tower.calls().refresh(token, trip.endUser(), patience))
        .onSuccess(answer -> heard(answer, Duration.ofNanos(tower.nanos().getAsLong() - began)))
        .onFailure(_ -> notAsked());
  }

  /// A bug of one flight must not keep the place of another.
  private void notAsked() {
    tower.gate().leave();
    tower.guard().release();
  }

  private void heard(TokenAnswer answer, Duration took) {
    tower.gate().leave();
    tower.guard().learn(answer, took);
    tower.events().called(answer, took);
  }

  private Duration left() {
    return Duration.ofNanos(trip.landsBefore() - tower.nanos().getAsLong());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
