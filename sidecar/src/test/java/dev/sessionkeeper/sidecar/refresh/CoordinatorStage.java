package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.contract.SharedStoreConfig;
import dev.sessionkeeper.contract.SidecarConfig.OnUnavailable;
import dev.sessionkeeper.contract.SidecarConfig.Refresh;
import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.sidecar.supabase.EndUser;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
import dev.sessionkeeper.simulator.SimulatorOptions;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A coordinator on an event loop of its own before a simulated Auth server; time can be skipped.
final class CoordinatorStage implements AutoCloseable {
  static final Verification VERIFIED = new Verification.Verified();

  private static final Refresh RULES =
      new Refresh(
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofSeconds(3),
          OnUnavailable.ANONYMOUS,
          32,
          1_000,
          1_000,
          Duration.ofMinutes(1),
          4 * 1024 * 1024,
          SharedStoreConfig.NONE);

  final Heard heard = new Heard();
  final ClockSkew skew = new ClockSkew(Clock.systemUTC());
  private final Vertx vertx = Vertx.vertx();
  private final Context eventLoop = vertx.getOrCreateContext();
  private final AtomicLong skipped = new AtomicLong();
  private final AuthStage auth;
  private RefreshCoordinator coordinator;

  /// What the coordinator told.
  static final class Heard implements RefreshEvents {
    final List<TokenAnswer> calls = new CopyOnWriteArrayList<>();
    final List<FatalCode> ended = new CopyOnWriteArrayList<>();
    final List<CircuitState> circuit = new CopyOnWriteArrayList<>();

    @Override
    public void called(TokenAnswer answer, Duration took) {
      calls.add(answer);
    }

    @Override
    public void answered(RefreshOutcome outcome, RefreshCause cause) {}

    @Override
    public void ended(FatalCode code) {
      ended.add(code);
    }

    @Override
    public void circuitTurned(CircuitState state) {
      circuit.add(state);
    }

    @Override
    public void clockCompared(Duration ahead) {}
  }

  private CoordinatorStage(SimulatorOptions options, UnaryOperator<Refresh> rules) {
    auth = AuthStage.with(options);
    coordinator = newCoordinator(rules.apply(RULES));
  }

  static CoordinatorStage with(SimulatorOptions options) {
    return new CoordinatorStage(options, rules -> rules);
  }

  static CoordinatorStage with(SimulatorOptions options, UnaryOperator<Refresh> rules) {
    return new CoordinatorStage(options, rules);
  }

  static CoordinatorStage plain() {
    return with(SimulatorOptions.defaults());
  }

  AuthStage auth() {
    return auth;
  }

  Session signUp() {
    return auth.signUp();
  }

  /// Another sidecar, or this one after a restart: nothing is remembered.
  void restart() {
    coordinator = newCoordinator(RULES);
  }

  /// Lets time pass for everything that measures durations.
  void skip(Duration time) {
    skipped.addAndGet(time.toNanos());
  }

  void onToken(Fault fault, int times) {
    auth.simulator().faults().add(FaultRule.onToken(fault, times));
  }

  long tokenCalls() {
    return auth.simulator().calls().counts().refreshes();
  }

  RefreshOutcome refresh(Session session) {
    return AuthStage.answer(start(session, RefreshCause.EXPIRED));
  }

  RefreshOutcome refreshEarly(Session session) {
    return AuthStage.answer(start(session, RefreshCause.DUE));
  }

  Future<RefreshOutcome> start(Session session, RefreshCause cause) {
    return start(session, VERIFIED, cause);
  }

  Future<RefreshOutcome> start(Session session, Verification verification, RefreshCause cause) {
    var running = coordinator;
    return onEventLoop(() -> running.refresh(session, verification, cause, EndUser.UNKNOWN));
  }

  /// As many callers at the same time.
  List<RefreshOutcome> refreshAtOnce(Session session, int callers) {
    var running = coordinator;
    var all =
        onEventLoop(
            () ->
                Future.all(
                    IntStream.range(0, callers)
                        .mapToObj(
                            _ ->
                                running.refresh(
                                    session, VERIFIED, RefreshCause.EXPIRED, EndUser.UNKNOWN))
                        .toList()));
    return new ArrayList<>(AuthStage.answer(all).list());
  }

  Session newest(Session session) {
    var running = coordinator;
    return AuthStage.answer(onEventLoop(() -> Future.succeededFuture(running.newest(session))));
  }

  /// The session that a refresh brought.
  Session refreshed(Session session) {
    return switch (refresh(session)) {
      case RefreshOutcome.Refreshed(var newer, _) -> newer;
      case RefreshOutcome other -> throw new AssertionError("expected a session, found " + other);
    };
  }

  private <A> Future<A> onEventLoop(Supplier<Future<A>> action) {
    var promise = Promise.<A>promise();
    eventLoop.runOnContext(_ -> action.get().onComplete(promise));
    return promise.future();
  }

  private RefreshCoordinator newCoordinator(Refresh rules) {
    return new RefreshCoordinator(
        vertx,
        ReplicaStage.config(auth, rules),
        (token, user, patience) ->
            ReplicaStage.on(eventLoop, auth.server().refresh(token, user, patience)),
        Optional.empty(),
        () -> System.nanoTime() + skipped.get(),
        skew,
        heard);
  }

  @Override
  public void close() {
    auth.close();
    vertx.close().await();
  }
}
