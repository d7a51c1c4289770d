package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.AppProbe;
import dev.sessionkeeper.sidecar.admin.Reason;
import dev.sessionkeeper.sidecar.probe.AppAddress;
import dev.sessionkeeper.sidecar.probe.AppChecker;
import dev.sessionkeeper.sidecar.probe.CheckResult;
import dev.sessionkeeper.sidecar.telemetry.LogKeys;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after the start whether anything listens where the application was told to (O16).
///
/// Ends with the first connection: whether the application is well later is a matter of its own
/// checks and of `sessionkeeper_upstream_errors_total`. Belongs to one event loop.
final class AppWatch {
  private static final Logger LOG = LoggerFactory.getLogger(AppWatch.class);
  private static final AppProbe CONNECT = new AppProbe.Tcp(Duration.ofSeconds(1));
  private static final AppChecker.Asked BY_US = new AppChecker.Asked("localhost", "");
  private static final Duration PAUSE = Duration.ofSeconds(2);
  // An application may take its time to start; the sidecar is there before it.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final AppChecker checker;
  private final Supplier<AppAddress> app;
  private final LongSupplier nanos;
  private long began;
  private volatile Optional<Reason> reason = Optional.empty();

  AppWatch(Vertx vertx, AppChecker checker, Supplier<AppAddress> app, LongSupplier nanos) {
    this.vertx = vertx;
    this.checker = checker;
    this.app = app;
    this.nanos = nanos;
  }

  /// Looks now and from then on, until something listens or Vert.x is closed.
  void start() {
    began = nanos.getAsLong();
    look();
  }

  /// What is wrong; empty when all is well or it is too early to tell.
  Optional<Reason> reason() {
    return reason;
  }

  private void look() {
    checker.check(CONNECT, BY_US).onSuccess(this::learn);
  }

  private void learn(CheckResult result) {
    switch (result) {
      case CheckResult.Answered _ -> reason = Optional.empty();
      case CheckResult.Failed _ -> {
        complain();
        vertx.setTimer(PAUSE.toMillis(), _ -> look());
      }
    }
  }

  private void complain() {
    if (reason.isPresent() || nanos.getAsLong() - began < PATIENCE.toNanos()) {
      return;
    }
    var at = app.get();
    var told =
        new Reason(
            Reason.Code.APP_PORT_NOT_LISTENING,
            "Nothing listens on %s:%d (upstream): the application is down, or it ignores the variable"
                    .formatted(at.host(), at.port())
                + " that tells its port: name the variable that it reads, or take over by"
                + " Redirect.");
    reason = Optional.of(told);
    LOG.atError().addKeyValue(LogKeys.REASON, told.code().spelling()).log(told.message());
  }
}
