package dev.sessionkeeper.operator.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// All metrics of one operator. Names follow Prometheus: base units, `_total`, `_seconds`,
/// `_bytes`.
///
/// No label ever holds the name of a user, a pod or a policy; every label is a closed list.
public final class Metrics {
  private static final String PREFIX = "sessionkeeper.operator.";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /// The text of a scrape.
  ///
  /// @param contentType of the text exposition or of OpenMetrics
  public String scrape(String contentType) {
    return registry.scrape(contentType);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /// A counter; Prometheus sees it with the suffix `_total`.
  Counter counter(String name, String help, String... labels) {
    return Counter.builder(PREFIX + name).description(help).tags(labels).register(registry);
  }

  /// A histogram of durations; Prometheus sees it with the suffix `_seconds`.
  Timer timer(String name, String help, List<Duration> buckets, String... labels) {
    return Timer.builder(PREFIX + name)
        .description(help)
        .tags(labels)
        .serviceLevelObjectives(buckets.toArray(Duration[]::new))
        .register(registry);
  }

  /// A gauge that is asked at each scrape.
  void gauge(String name, String help, Supplier<Number> value, String... labels) {
    Gauge.builder(PREFIX + name, value)
        .description(help)
        .tags(labels)
        .strongReference(true)
        .register(registry);
  }

  /// Bucket bounds in milliseconds.
  static List<Duration> millis(double... bounds) {
    return Arrays.stream(bounds).mapToObj(bound -> Duration.ofNanos((long) (bound * 1e6))).toList();
  }
}
