package dev.sessionkeeper.sidecar.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.SharedStoreConfig;
import dev.sessionkeeper.contract.SidecarConfig.OnUnavailable;
import dev.sessionkeeper.contract.SidecarConfig.Refresh;
import dev.sessionkeeper.sidecar.refresh.CallGate.Caller;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The lines of those who wait for a call to the Auth server.
class CallGateTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LONGEST_LINE = 1_000;
  private static final Refresh ONE_AT_A_TIME =
      new Refresh(
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofSeconds(3),
          OnUnavailable.ANONYMOUS,
          1,
          1_000,
          1_000,
          Duration.ofMinutes(1),
          1024,
          SharedStoreConfig.NONE);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong now = new AtomicLong();
  private final CallGate gate = new CallGate(vertx, now::get, ONE_AT_A_TIME);

  @AfterEach
  void close() {
    AuthStage.answer(vertx.close());
  }

  @Test
  void whoFindsALineTooLongHasNoTurnAtOnce() {
    var last =
        onEventLoop(
            () -> {
              var served = gate.enter(Caller.VERIFIED, PATIENCE);
              wait(LONGEST_LINE - 1);
              var waiting = gate.enter(Caller.VERIFIED, PATIENCE);
              var refused = gate.enter(Caller.VERIFIED, PATIENCE);
              assertThat(waiting.isComplete()).isFalse();
              assertThat(refused.isComplete()).isTrue();
              return served.compose(_ -> refused);
            });

    assertThat(AuthStage.answer(last)).isFalse();
  }

  @Test
  void whoHasLeftALineIsNotCounted() {
    var turn =
        onEventLoop(
            () -> {
              var served = gate.enter(Caller.VERIFIED, PATIENCE);
              wait(LONGEST_LINE);
              return served.compose(
                  _ -> {
                    gate.leave();
                    var next = gate.enter(Caller.VERIFIED, PATIENCE);
                    assertThat(next.isComplete()).isFalse();
                    return Future.succeededFuture(gate.enter(Caller.VERIFIED, PATIENCE));
                  });
            });

    assertThat(AuthStage.answer(turn).isComplete()).isTrue();
  }

  private void wait(int callers) {
    IntStream.range(0, callers).forEach(_ -> gate.enter(Caller.VERIFIED, PATIENCE));
  }

  private <A> Future<A> onEventLoop(Supplier<Future<A>> action) {
    var promise = Promise.<A>promise();
    vertx.runOnContext(
        _ -> Future.succeededFuture().compose(_ -> action.get()).onComplete(promise));
    return promise.future();
  }
}
