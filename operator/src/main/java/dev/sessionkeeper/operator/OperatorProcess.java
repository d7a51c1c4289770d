package dev.sessionkeeper.operator;

import dev.sessionkeeper.operator.admin.AdminServer;
import dev.sessionkeeper.operator.fleet.Fleet;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.fleet.Refusals;
import dev.sessionkeeper.operator.fleet.Ways;
import dev.sessionkeeper.operator.policy.OperatorDefaults;
import dev.sessionkeeper.operator.policy.PolicyIndex;
import dev.sessionkeeper.operator.reconcile.PolicyWork;
import dev.sessionkeeper.operator.reconcile.Reconciling;
import dev.sessionkeeper.operator.reconcile.SidecarAsker;
import dev.sessionkeeper.operator.store.ClusterWatch;
import dev.sessionkeeper.operator.store.ConfigMaps;
import dev.sessionkeeper.operator.store.DecisionEvents;
import dev.sessionkeeper.operator.store.Events;
import dev.sessionkeeper.operator.store.Informers;
import dev.sessionkeeper.operator.store.RefusalNotes;
import dev.sessionkeeper.operator.store.Scope;
import dev.sessionkeeper.operator.store.TermsSource;
import dev.sessionkeeper.operator.store.WebhookEntry;
import dev.sessionkeeper.operator.store.WebhookObjects;
import dev.sessionkeeper.operator.store.Workloads;
import dev.sessionkeeper.operator.telemetry.AdmissionTelemetry;
import dev.sessionkeeper.operator.telemetry.CertificateTelemetry;
import dev.sessionkeeper.operator.telemetry.FleetTelemetry;
import dev.sessionkeeper.operator.telemetry.LeaderTelemetry;
import dev.sessionkeeper.operator.telemetry.LogKeys;
import dev.sessionkeeper.operator.telemetry.Metrics;
import dev.sessionkeeper.operator.telemetry.ProcessMetrics;
import dev.sessionkeeper.operator.telemetry.VersionTelemetry;
import dev.sessionkeeper.operator.webhook.DecisionListener;
import dev.sessionkeeper.operator.webhook.InjectionWebhook;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running replica: what it watches, answers and, if it leads, writes.
final class OperatorProcess {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
  private static final Duration CERTIFICATE_LOOKS = Duration.ofSeconds(15);
  private static final Duration SWEEPS = Duration.ofMinutes(5);
  private static final String ALL_INTERFACES = "0.0.0.0";
  private static final Duration LINGER = Duration.ofSeconds(5);
  private static final Duration BELIEF = Duration.ofSeconds(30);

  private final Settings settings;
  private final LongSupplier nanos;
  private final KubernetesClient client;
  private final Vertx vertx;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Ticks ticks = new Ticks(workers);
  private final Metrics metrics = new Metrics();
  private final Informers informers;
  private final Readiness readiness;
  private final ClusterWatch watch;
  private final Reconciling reconciling;
  private final Leadership leadership;
  private final InjectionWebhook webhook;
  private final WebhookSide side;
  private final ProcessMetrics process;
  private final ReentrantLock stopping = new ReentrantLock();

  OperatorProcess(World world, Settings settings, KubernetesClient client, Vertx vertx) {
    this.settings = settings;
    this.nanos = world.nanos();
    this.client = client;
    this.vertx = vertx;
    this.informers = new Informers(client, new Scope(settings.watchNamespaces()), world.nanos());
    this.readiness = new Readiness(informers);
    var known = new ClusterWatch.Known(new PolicyIndex(), new Fleet(), new Ways(), new Refusals());
    var configMaps = new ConfigMaps(client);
    var objects =
        new PolicyWork.Objects(
            new TermsSource(client, defaults(world), new PolicyRendering(), configMaps),
            configMaps,
            new WebhookObjects(client, settings.webhookObjects()));
    var events = new Events(client, workers, world.clock(), settings.instance());
    this.reconciling =
        new Reconciling(
            vertx,
            known,
            new Reconciling.Edges(objects, new Workloads(client), events, workers),
            this::address,
            new FleetTelemetry(metrics, objects.webhooks()::largest),
            new Reconciling.Time(world.clock(), world.nanos()));
    this.watch =
        new ClusterWatch(informers, objects.terms(), objects.configMaps(), known, reconciling);
    this.leadership = new Leadership(client, settings, reconciling);
    this.webhook =
        new InjectionWebhook(
            known.policies(),
            this::learnEarly,
            new AdmissionTelemetry(metrics),
            inTheBackground(
                new DecisionEvents(
                    events,
                    new RefusalNotes(client, known.refusals(), reconciling::changed),
                    known.policies(),
                    leadership::policy,
                    world.clock())),
            world.nanos());
    this.side =
        new WebhookSide(
            world,
            settings,
            client,
            objects.webhooks(),
            new CertificateTelemetry(metrics),
            reconciling::all);
    this.process = new ProcessMetrics(metrics);
    var _ = new LeaderTelemetry(metrics, reconciling::leading);
    var _ = new VersionTelemetry(metrics, world.version());
  }

  /// Opens ports and starts to work. Blocks until the webhook answers; ready it is once API servers
  /// believe it, which a signal to end does not wait for.
  ///
  /// @param lost is called, once, if another replica leads although this one did; on another thread
  void start(Runnable lost) {
    new AdminServer(vertx, metrics, readiness::look)
        .listen(settings.adminPort(), ALL_INTERFACES)
        .await();
    watch.start();
    side.open(vertx, webhook, ALL_INTERFACES, ticks);
    leadership.seek(() -> lostUnlessStopping(lost));
    ticks.every(CERTIFICATE_LOOKS, side::look);
    ticks.every(SWEEPS, reconciling::sweep);
    ticks.every(SidecarAsker.TICK, reconciling::ask);
    ticks.every(Reconciling.ANNOTATION_PACE, reconciling::annotate);
    workers.execute(this::openOnceBelieved);
  }

  /// Gives up leadership, answers running reviews, and stops. Blocks. Once is enough: who comes
  /// second waits for the first.
  void stop() {
    stopping.lock();
    try {
      if (!readiness.draining()) {
        drain();
      }
    } finally {
      stopping.unlock();
    }
  }

  private void drain() {
    LOG.atInfo().log("the operator stops");
    readiness.drain();
    reconciling.follow();
    leadership.giveUp();
    // The API server may come here until every node has read that this replica is leaving.
    ticks.pause(LINGER);
    ticks.close();
    side.drain();
    informers.close();
    workers.shutdown();
    process.close();
    client.close();
    vertx.close().await();
    LOG.atInfo().log("the operator has stopped");
  }

  /// An event may need calls of the API server, which an admission review does not wait for.
  private DecisionListener inTheBackground(DecisionEvents events) {
    return (namespace, pod, decision) ->
        workers.execute(() -> events.decided(namespace, pod, decision));
  }

  private void learnEarly(PolicyKey policy) {
    leadership.policy(policy.namespace(), policy.name()).ifPresent(watch::learnEarly);
  }

  /// The thread is that of the election, which stopping waits for.
  private void lostUnlessStopping(Runnable lost) {
    reconciling.follow();
    if (!readiness.draining()) {
      workers.execute(lost);
    }
  }

  /// Nobody calls a replica that is not ready. One that starts just when an authority was replaced
  /// leaves reviews to the others until its certificate is believed; not for ever, as it may be
  /// itself who has to publish it and cannot.
  private void openOnceBelieved() {
    var began = nanos.getAsLong();
    while (!readiness.draining()
        && !side.believed()
        && nanos.getAsLong() - began < BELIEF.toNanos()) {
      ticks.pause(Duration.ofSeconds(1));
    }
    readiness.opened();
    LOG.atInfo()
        .addKeyValue(LogKeys.LISTENER, ALL_INTERFACES + ":" + settings.webhookPort())
        .log("the operator answers admission reviews");
  }

  private WebhookEntry.Address address() {
    return side.address();
  }

  private OperatorDefaults defaults(World world) {
    return new OperatorDefaults(
        settings.sidecarImage(),
        settings.redirectImage(),
        settings.imagePullPolicy(),
        "sessionkeeper-operator " + world.version(),
        ClusterVersion.kind(client.getKubernetesVersion()));
  }
}
