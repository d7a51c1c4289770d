package dev.sessionkeeper.sidecar.telemetry;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.vertx.core.Vertx;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Memory, garbage collection and the lag of the event loop.
public final class ProcessMetrics {
  private static final long PROBE_MILLIS = 500;

  private final Timer lag;
  private final LongSupplier nanos;
  private long due;

  /// Starts to measure; call it on the event loop whose lag is asked for.
  ///
  /// @param nanos a monotonic clock in nanoseconds
  public ProcessMetrics(Metrics metrics, Vertx vertx, LongSupplier nanos) {
    this.nanos = nanos;
    new JvmMemoryMetrics().bindTo(metrics.registry());
    ManagementFactory.getGarbageCollectorMXBeans().forEach(bean -> bind(metrics, bean));
    metrics.gauge(
        "process.resident.memory.bytes",
        "Resident memory of the process; NaN where the kernel does not tell",
        ResidentMemory::bytes);
    lag =
        metrics.timer(
            "event.loop.lag",
            "How late a timer of the event loop fires",
            Metrics.millis(1, 2.5, 5, 10, 25, 50, 100, 500, 2_000));
    due = nanos.getAsLong() + Duration.ofMillis(PROBE_MILLIS).toNanos();
    vertx.setPeriodic(PROBE_MILLIS, _ -> probe());
  }

  /// Asked for at each scrape. To be told of each collection, as Micrometer's own binder is, costs
  /// a sidecar under load as much as the collections themselves.
  private static void bind(Metrics metrics, GarbageCollectorMXBean collector) {
    FunctionTimer.builder(
            "jvm.gc.pause",
            collector,
            GarbageCollectorMXBean::getCollectionCount,
            GarbageCollectorMXBean::getCollectionTime,
            TimeUnit.MILLISECONDS)
        .description("Garbage collections and the time spent in them")
        .tag("gc", collector.getName())
        .register(metrics.registry());
  }

  private void probe() {
    var now = nanos.getAsLong();
    lag.record(Duration.ofNanos(Math.max(0, now - due)));
    due = now + Duration.ofMillis(PROBE_MILLIS).toNanos();
  }
}
