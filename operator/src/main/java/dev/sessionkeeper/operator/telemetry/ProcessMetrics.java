package dev.sessionkeeper.operator.telemetry;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;

/// Memory and garbage collection.
public final class ProcessMetrics implements AutoCloseable {
  private final JvmGcMetrics collector = new JvmGcMetrics();

  public ProcessMetrics(Metrics metrics) {
    new JvmMemoryMetrics().bindTo(metrics.registry());
    collector.bindTo(metrics.registry());
  }

  @Override
  public void close() {
    collector.close();
  }
}
