package dev.sessionkeeper.sidecar.telemetry;

import dev.sessionkeeper.sidecar.store.StoreEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what the shared store was asked and says when it is away. Its meters exist where a store
/// is configured only.
public final class StoreTelemetry implements StoreEvents {
  static final String DOWN =
      "the shared store does not serve, each replica refreshes for itself until it does";
  static final String SEALED_OTHERWISE =
      "an entry of the shared store was encrypted with a key that is not in the key file";

  private static final Logger LOG = LoggerFactory.getLogger(StoreTelemetry.class);

  private final Metrics metrics;
  private final Timer duration;
  private final Counter sealedOtherwise;
  private volatile State state = State.CONNECTING;

  public StoreTelemetry(Metrics metrics) {
    this.metrics = metrics;
    this.duration =
        metrics.timer(
            "shared.store.operation.duration",
            "Time of one operation of the shared store, waiting in line included",
            Metrics.millis(0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1_000));
    this.sealedOtherwise =
        metrics.counter(
            "shared.store.unreadable.entries", "Entries that none of the keys decrypts");
    for (var operation : Operation.values()) {
      for (var result : Result.values()) {
        operations(operation, result);
      }
    }
    for (var one : State.values()) {
      metrics.gauge(
          "shared.store.state",
          "1 for the state of the connection to the shared store",
          () -> state == one ? 1 : 0,
          "state",
          one.label());
    }
  }

  @Override
  public void asked(Operation operation, Result result, Duration took) {
    operations(operation, result).increment();
    duration.record(took);
  }

  @Override
  public void sealedOtherwise() {
    if (sealedOtherwise.count() == 0) {
      LOG.atWarn().log(SEALED_OTHERWISE);
    }
    sealedOtherwise.increment();
  }

  @Override
  public void turned(State to, String cause) {
    var before = state;
    state = to;
    switch (to) {
      case CONNECTING -> {}
      case UP -> LOG.atInfo().addKeyValue(LogKeys.STATE, to.label()).log("the shared store serves");
      case DOWN -> {
        if (before != State.DOWN) {
          LOG.atWarn()
              .addKeyValue(LogKeys.STATE, to.label())
              .addKeyValue(LogKeys.REASON, cause)
              .log(DOWN);
        }
      }
    }
  }

  private Counter operations(Operation operation, Result result) {
    return metrics.counter(
        "shared.store.operations",
        "Operations of the shared store by what came of them",
        "operation",
        operation.label(),
        "result",
        result.label());
  }
}
