package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.admin.AdminServer;
import dev.sessionkeeper.sidecar.admin.ProbeRoutes;
import dev.sessionkeeper.sidecar.admin.Readiness;
import dev.sessionkeeper.sidecar.admin.Reason;
import dev.sessionkeeper.sidecar.config.ConfigFile;
import dev.sessionkeeper.sidecar.probe.AppAddress;
import dev.sessionkeeper.sidecar.probe.AppChecker;
import dev.sessionkeeper.sidecar.proxy.ProxyServer;
import dev.sessionkeeper.sidecar.refresh.ClockSkew;
import dev.sessionkeeper.sidecar.store.StoreEvents;
import dev.sessionkeeper.sidecar.telemetry.LogKeys;
import dev.sessionkeeper.sidecar.telemetry.Metrics;
import dev.sessionkeeper.sidecar.telemetry.ProcessMetrics;
import dev.sessionkeeper.sidecar.telemetry.RefreshTelemetry;
import dev.sessionkeeper.sidecar.telemetry.StoreTelemetry;
import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics;
import dev.sessionkeeper.sidecar.telemetry.VersionTelemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running sidecar: the two ports and what stands behind them, on one event loop.
///
/// One event loop serves tens of thousands of requests a second; a second one would cost memory in
/// every pod for traffic that a pod does not see.
final class Sidecar {
  private static final Logger LOG = LoggerFactory.getLogger(Sidecar.class);

  private final AtomicBoolean draining = new AtomicBoolean();
  private final Vertx vertx;
  private final Readiness readiness;
  private final LivePolicy policy;
  private final ProxyServer proxy;
  private final AdminServer admin;
  private final AuthProbe probe;
  private final AppWatch app;

  /// What came of a start.
  sealed interface Start {

    /// Both ports are open.
    record Running(Sidecar sidecar) implements Start {}

    /// A port could not be opened; nothing is left running.
    record PortUnavailable(String sentence) implements Start {}
  }

  private Sidecar(World world, ConfigFile file, ConfigReading.Valid reading) {
    vertx = EventLoop.create();
    var metrics = new Metrics();
    var skew = new ClockSkew(world.clock());
    var storeEvents = new Once<StoreEvents>(() -> new StoreTelemetry(metrics));
    var ground =
        new AuthSide.Ground(vertx, world, skew, new RefreshTelemetry(metrics), storeEvents);
    var listener = reading.config().listener();
    proxy = new ProxyServer(vertx, listener, skew, new TrafficMetrics(metrics), world.nanos());
    policy = new LivePolicy(ground, proxy, metrics, file, reading);
    probe = new AuthProbe(vertx, policy::backends);
    readiness = new Readiness(this::reasons);
    var checker = new AppChecker(vertx, this::appAddress);
    app = new AppWatch(vertx, checker, this::appAddress, world.nanos());
    var probes = new ProbeRoutes(world.probes(), checker);
    admin = new AdminServer(vertx, metrics, readiness, versionOf(world), this::inForce, probes);
    var _ = new ProcessMetrics(metrics, vertx, world.nanos());
    var _ = new VersionTelemetry(metrics, world.version());
  }

  /// Starts from a configuration that was read just now. Blocks until both ports are open.
  static Start start(World world, ConfigFile file, ConfigReading.Valid reading) {
    var began = world.nanos().getAsLong();
    var sidecar = new Sidecar(world, file, reading);
    var problem = sidecar.openPorts(reading.config());
    if (problem.isPresent()) {
      sidecar.stop();
      return new Start.PortUnavailable(problem.get());
    }
    sidecar.policy.watch();
    sidecar.probe.start();
    sidecar.app.start();
    HeapCare.start(sidecar.vertx);
    sidecar.sayStarted(world, reading.config(), began);
    return new Start.Running(sidecar);
  }

  /// Stops accepting, lets running requests finish within the drain time-out, and stops. Blocks.
  /// Once is enough.
  void drain() {
    if (!draining.compareAndSet(false, true)) {
      return;
    }
    LOG.atInfo().log("sidecar is draining");
    readiness.drain();
    proxy.drain(policy.backends().config().listener().drainTimeout()).await();
    letGo();
    stop();
    LOG.atInfo().log("sidecar has stopped");
  }

  private Optional<String> openPorts(SidecarConfig config) {
    var at = config.listener();
    var problem = opened(proxy.listen(at.port(), at.host()), "listener", at.host(), at.port());
    return problem.isPresent() ? problem : openAdmin(config.admin());
  }

  private Optional<String> openAdmin(SidecarConfig.Admin at) {
    return opened(admin.listen(at.port(), at.host()), "admin", at.host(), at.port());
  }

  private List<Reason> reasons() {
    var outside = Stream.concat(probe.reason().stream(), app.reason().stream());
    return Stream.concat(policy.reasons().stream(), outside).toList();
  }

  private SidecarConfig.PolicyReference inForce() {
    return policy.backends().config().policy();
  }

  private AppAddress appAddress() {
    var upstream = policy.backends().config().upstream();
    return new AppAddress(upstream.host(), upstream.port());
  }

  private static Optional<String> opened(
      Future<?> listening, String member, String host, int port) {
    return listening
        .map(Optional.<String>empty())
        .otherwise(failure -> Optional.of(PortProblem.sentence(member, host, port, failure)))
        .await();
  }

  /// Connections that are closed on purpose are no outage, to be told and mended.
  private void letGo() {
    var gone = Promise.<Void>promise();
    vertx.runOnContext(
        _ -> {
          policy.backends().auth().close();
          gone.complete();
        });
    gone.future().await();
  }

  private void stop() {
    vertx.close().await();
  }

  private void sayStarted(World world, SidecarConfig config, long began) {
    var took = Duration.ofNanos(world.nanos().getAsLong() - began);
    LOG.atInfo()
        .addKeyValue(LogKeys.VERSION, world.version())
        .addKeyValue(LogKeys.LISTENER, config.listener().host() + ":" + config.listener().port())
        .addKeyValue(LogKeys.ADMIN, config.admin().host() + ":" + config.admin().port())
        .addKeyValue(LogKeys.TRANSPORT, EventLoop.transport(vertx))
        .addKeyValue(LogKeys.DURATION_MILLIS, took.toMillis())
        .log("sidecar started");
  }

  private static JsonObject versionOf(World world) {
    return new JsonObject()
        .put("version", world.version())
        .put("java", Runtime.version().toString());
  }
}
