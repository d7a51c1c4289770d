package dev.sessionkeeper.sidecar.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.SharedStoreConfig;
import dev.sessionkeeper.contract.SidecarConfig.OnUnavailable;
import dev.sessionkeeper.contract.SidecarConfig.Refresh;
import dev.sessionkeeper.sidecar.refresh.CallGate.Caller;
import dev.sessionkeeper.sidecar.refresh.RefreshEvents.CircuitState;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Sessions;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.sidecar.supabase.EndUser;
import dev.sessionkeeper.sidecar.supabase.Repeat;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The few calls that find out whether an Auth server is back are made by whoever calls.
class ProbeTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int PROBES = 3;
  private static final int MOST_CONCURRENT = 4;
  private static final TokenAnswer DOWN = answer(UnavailableReason.SERVER_ERROR);
  // Of one session, so the server works.
  private static final TokenAnswer BACK = answer(UnavailableReason.CONFLICT);
  private static final Session SESSION = Sessions.expiringIn(Duration.ZERO);
  private static final Refresh RULES =
      new Refresh(
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          TIMEOUT,
          OnUnavailable.ANONYMOUS,
          MOST_CONCURRENT,
          1_000,
          1_000,
          Duration.ofMinutes(1),
          1024,
          SharedStoreConfig.NONE);

  private final CoordinatorStage.Heard heard = new CoordinatorStage.Heard();
  private final Vertx vertx = Vertx.vertx();
  private final Context eventLoop = vertx.getOrCreateContext();
  private final AtomicLong now = new AtomicLong();
  private final CallGuard guard = new CallGuard(now::get, heard);
  private final CallGate gate = new CallGate(vertx, now::get, RULES);

  @AfterEach
  void close() {
    AuthStage.answer(vertx.close());
  }

  @Test
  @DisplayName("R16 strangers that wait in line keep no verified session from trying the circuit")
  void strangersInLineHoldNoProbe() {
    var answer =
        onEventLoop(
            () -> {
              openThenWait();
              // A quarter is left to verified sessions, so strangers wait.
              IntStream.range(1, MOST_CONCURRENT)
                  .forEach(_ -> gate.enter(Caller.VERIFIED, TIMEOUT));
              IntStream.range(0, PROBES)
                  .forEach(_ -> fly(new Verification.Unverifiable("no keys")));
              return fly(new Verification.Verified());
            });

    assertThat(AuthStage.answer(answer)).isEqualTo(BACK);
  }

  @Test
  @DisplayName("R16 a call that fails as only a bug can gives its place and its probe back")
  void aCallThatFailsGivesItsPlaceBack() {
    var tower = tower((_, _, _) -> Future.failedFuture(new IllegalStateException("a bug")));
    var answer =
        onEventLoop(
            () -> {
              openThenWait();
              var flights =
                  IntStream.range(0, MOST_CONCURRENT)
                      .mapToObj(_ -> new Flight(tower, trip(new Verification.Verified())).fly())
                      .toList();
              return Future.join(flights)
                  .otherwiseEmpty()
                  .compose(_ -> fly(new Verification.Verified()));
            });

    assertThat(AuthStage.answer(answer)).isEqualTo(BACK);
  }

  @Test
  @DisplayName("R16 a circuit whose place was taken is told of no more, however its probes end")
  void aRetiredCircuitIsNotToldOf() {
    var answer =
        onEventLoop(
            () -> {
              openThenWait();
              assertThat(guard.refusal()).isEmpty();
              assertThat(heard.circuit.getLast()).isEqualTo(CircuitState.HALF_OPEN);
              guard.retire();
              for (var i = 0; i < PROBES; i++) {
                guard.learn(DOWN, Duration.ofMillis(1));
              }
              return Future.succeededFuture(guard.refusal());
            });

    assertThat(AuthStage.answer(answer)).isPresent();
    assertThat(heard.circuit.getLast()).isEqualTo(CircuitState.HALF_OPEN);
  }

  /// The circuit opens, and its time passes.
  private void openThenWait() {
    for (var i = 0; i < 5; i++) {
      assertThat(guard.refusal()).isEmpty();
      guard.learn(DOWN, Duration.ofMillis(1));
    }
    assertThat(guard.refusal()).isPresent();
    now.addAndGet(Duration.ofSeconds(4).toNanos());
  }

  private Future<TokenAnswer> fly(Verification verification) {
    return new Flight(tower((_, _, _) -> Future.succeededFuture(BACK)), trip(verification)).fly();
  }

  private Flight.Tower tower(TokenCalls calls) {
    return new Flight.Tower(calls, guard, gate, heard, now::get, TIMEOUT);
  }

  private Trip trip(Verification verification) {
    return new Trip(
        Fingerprint.of("issuer", SESSION),
        SESSION,
        verification,
        EndUser.UNKNOWN,
        now.get() + TIMEOUT.toNanos());
  }

  private static TokenAnswer answer(UnavailableReason reason) {
    return new TokenAnswer.Unavailable(reason, Optional.empty(), Repeat.USELESS);
  }

  private <A> Future<A> onEventLoop(Supplier<Future<A>> action) {
    var promise = Promise.<A>promise();
    eventLoop.runOnContext(
        _ -> Future.succeededFuture().compose(_ -> action.get()).onComplete(promise));
    return promise.future();
  }
}
