package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.admin.Reason;
import dev.sessionkeeper.sidecar.config.ConfigFile;
import dev.sessionkeeper.sidecar.config.ConfigWatch;
import dev.sessionkeeper.sidecar.proxy.ProxyServer;
import dev.sessionkeeper.sidecar.telemetry.ConfigTelemetry;
import dev.sessionkeeper.sidecar.telemetry.Metrics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The policy in force, what it talks to, and its replacement while the sidecar runs.
final class LivePolicy {
  private static final Logger LOG = LoggerFactory.getLogger(LivePolicy.class);

  private final AuthSide.Ground ground;
  private final ConfigWatch watch;
  private final ProxyServer proxy;
  private volatile Backends inForce;

  LivePolicy(
      AuthSide.Ground ground,
      ProxyServer proxy,
      Metrics metrics,
      ConfigFile file,
      ConfigReading.Valid reading) {
    this.ground = ground;
    this.proxy = proxy;
    this.inForce = Backends.of(reading.config(), AuthSide.Secrets.read(reading.config()), ground);
    var telemetry = new ConfigTelemetry(metrics);
    this.watch =
        new ConfigWatch(
            ground.vertx(),
            file,
            reading.config(),
            () -> inForce.auth().secrets().all(),
            this::prepare,
            telemetry);
    apply();
    telemetry.started(reading.config(), reading.ignored(), complaints());
  }

  /// Looks for changed files from now on.
  void watch() {
    watch.start();
  }

  /// What is in force; asked for each use, as it may be replaced at any time.
  Backends backends() {
    return inForce;
  }

  /// What is not as it should be.
  List<Reason> reasons() {
    return Stream.of(
            watch.problems().stream().limit(1).map(this::refused),
            complaints().stream().map(text -> new Reason(Reason.Code.SECRET_MISSING, text)),
            advice().stream(),
            inForce.auth().store().flatMap(StoreAdvice::of).stream())
        .flatMap(reasons -> reasons)
        .toList();
  }

  private Reason refused(Problem first) {
    return new Reason(
        Reason.Code.CONFIG_REFUSED,
        "The changed configuration file is refused, the configuration before it stays in force;"
            + " problems: %d, the first: %s.".formatted(watch.problems().size(), first.sentence()));
  }

  private List<String> complaints() {
    return inForce.auth().secrets().all().stream()
        .flatMap(secret -> secret.complaint().stream())
        .toList();
  }

  private Optional<Reason> advice() {
    return KeyAdvice.of(inForce.auth().secrets().key().get(), inForce.config().supabase());
  }

  private Runnable prepare(SidecarConfig config) {
    var secrets = AuthSide.Secrets.read(config);
    return () -> replace(config, secrets);
  }

  private void replace(SidecarConfig config, AuthSide.Secrets secrets) {
    inForce = inForce.replacedBy(config, secrets, ground);
    apply();
  }

  private void apply() {
    var auth = inForce.auth();
    advice().ifPresent(reason -> LOG.atWarn().log(reason.message()));
    proxy.apply(
        inForce.config(), inForce.upstream(), auth.verifier(), auth.coordinator(), auth.server());
  }
}
