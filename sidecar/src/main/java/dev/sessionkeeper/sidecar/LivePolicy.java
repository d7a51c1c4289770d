package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.admin.Reason;
import dev.sessionkeeper.sidecar.config.ConfigFile;
import dev.sessionkeeper.sidecar.config.ConfigWatch;
import dev.sessionkeeper.sidecar.config.SecretFile;
import dev.sessionkeeper.sidecar.telemetry.ConfigTelemetry;
import dev.sessionkeeper.sidecar.telemetry.Metrics;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.Stream;

/// The policy in force, and its replacement while the sidecar runs.
final class LivePolicy {
  private final ConfigWatch watch;
  private volatile SidecarConfig inForce;
  private volatile List<SecretFile<?>> secrets;

  LivePolicy(Vertx vertx, Metrics metrics, ConfigFile file, ConfigReading.Valid reading) {
    var telemetry = new ConfigTelemetry(metrics);
    inForce = reading.config();
    secrets = List.of();
    watch = new ConfigWatch(vertx, file, reading.config(), () -> secrets, this::apply, telemetry);
    telemetry.started(reading.config(), reading.ignored(), complaints());
  }

  /// Looks for changed files from now on.
  void watch() {
    watch.start();
  }

  /// The configuration in force; asked for each use, as it may be replaced at any time.
  SidecarConfig config() {
    return inForce;
  }

  /// What is not as it should be.
  List<Reason> reasons() {
    return Stream.concat(
            watch.problems().stream().limit(1).map(this::refused),
            complaints().stream().map(text -> new Reason(Reason.Code.SECRET_MISSING, text)))
        .toList();
  }

  private Reason refused(Problem first) {
    return new Reason(
        Reason.Code.CONFIG_REFUSED,
        "The changed configuration file is refused, the configuration before it stays in force;"
            + " problems: %d, the first: %s.".formatted(watch.problems().size(), first.sentence()));
  }

  private List<String> complaints() {
    return secrets.stream().flatMap(secret -> secret.complaint().stream()).toList();
  }

  private void apply(SidecarConfig config) {
    inForce = config;
  }
}
