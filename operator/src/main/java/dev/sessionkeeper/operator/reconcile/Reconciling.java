package dev.sessionkeeper.operator.reconcile;

import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.PolicyKey;
import dev.sessionkeeper.operator.store.ClusterWatch;
import dev.sessionkeeper.operator.store.Events;
import dev.sessionkeeper.operator.store.WebhookEntry;
import dev.sessionkeeper.operator.store.WebhookObjects;
import dev.sessionkeeper.operator.store.Workloads;
import dev.sessionkeeper.operator.telemetry.FleetTelemetry;
import dev.sessionkeeper.operator.telemetry.LogKeys;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that only the leading replica does. Others keep it at hand and call none of it, so
/// that the next leader goes on at once.
public final class Reconciling implements ClusterWatch.Listener {
  /// How often [#annotate] is to be called: forty pods a second.
  public static final Duration ANNOTATION_PACE = Duration.ofMillis(25);

  private static final Logger LOG = LoggerFactory.getLogger(Reconciling.class);

  private final ClusterWatch.Known known;
  private final WebhookObjects webhooks;
  private final FleetTelemetry telemetry;
  private final ExecutorService workers;
  private final SimpleInboundEventSource<SessionPolicy> triggers = new SimpleInboundEventSource<>();
  private final PacedWork paced = new PacedWork();
  private final SidecarAsker asker;
  private final Rollouts rollouts;
  private final Farewell farewell;
  private final PolicyReconciler reconciler;
  private volatile boolean leading;

  /// What time it is.
  ///
  /// @param nanos monotonic, in nanoseconds
  public record Time(Clock clock, LongSupplier nanos) {}

  /// How the API server is spoken to.
  public record Edges(
      PolicyWork.Objects objects, Workloads workloads, Events events, ExecutorService workers) {}

  public Reconciling(
      Vertx vertx,
      ClusterWatch.Known known,
      Edges edges,
      Supplier<WebhookEntry.Address> webhook,
      FleetTelemetry telemetry,
      Time time) {
    this.known = known;
    this.webhooks = edges.objects().webhooks();
    this.telemetry = telemetry;
    this.workers = edges.workers();
    this.asker = new SidecarAsker(vertx, known.fleet(), telemetry, this::changed, time.nanos());
    this.rollouts = new Rollouts(edges.workloads(), edges.events());
    this.farewell = new Farewell(edges.events());
    var doing = new PolicyWork.Doing(edges.workloads(), paced, asker, rollouts);
    var work = new PolicyWork(known, edges.objects(), doing, webhook, time.clock(), time.nanos());
    this.reconciler = new PolicyReconciler(triggers, work, telemetry, edges.events());
  }

  public PolicyReconciler reconciler() {
    return reconciler;
  }

  /// From now on this replica leads.
  public void lead() {
    leading = true;
    LOG.atInfo().log("this replica leads");
    workers.execute(this::sweep);
  }

  /// From now on this replica leads no more.
  public void follow() {
    leading = false;
  }

  /// Whether this replica leads.
  public boolean leading() {
    return leading;
  }

  /// Looks at every policy again, as something changed that all of them name.
  public void all() {
    policies().forEach(this::changed);
  }

  /// Asks the sidecars that are due.
  public void ask() {
    if (leading) {
      asker.tick();
    }
  }

  /// Makes the next small change of a pod.
  public void annotate() {
    if (leading) {
      paced.next();
    }
  }

  /// Takes away the webhook entries of policies that went while nobody led, and writes again those
  /// that somebody took away. Blocks.
  public void sweep() {
    if (!leading) {
      return;
    }
    try {
      var stale = webhooks.sweep(this::isThere);
      if (!stale.isEmpty()) {
        LOG.atInfo()
            .addKeyValue(LogKeys.COUNT, stale.size())
            .log("webhook entries of policies that are gone were removed");
      }
      all();
    } catch (KubernetesClientException e) {
      unswept(e);
    }
  }

  @Override
  public void changed(PolicyKey policy) {
    triggers.propagateEvent(new ResourceID(policy.name(), policy.namespace()));
  }

  @Override
  public void changed(PodFacts pod) {
    asker.changed(pod);
  }

  @Override
  public void gone(PolicyKey policy, List<PodFacts> pods) {
    telemetry.gone(policy);
    asker.forget(policy);
    rollouts.forget(policy);
    if (leading) {
      farewell.tell(policy, pods);
      workers.execute(() -> takeEntryAway(policy));
    }
  }

  /// What fails here is swept later.
  private void takeEntryAway(PolicyKey policy) {
    try {
      webhooks.remove(policy, this::isThere);
    } catch (KubernetesClientException e) {
      unswept(e);
    }
  }

  private boolean isThere(PolicyKey policy) {
    return known.policies().knows(policy.namespace(), policy.name());
  }

  private static void unswept(KubernetesClientException failure) {
    LOG.atWarn()
        .addKeyValue(LogKeys.REASON, String.valueOf(failure.getMessage()))
        .log("webhook entries could not be swept and will be later");
  }

  private List<PolicyKey> policies() {
    return known.policies().all().stream()
        .map(policy -> new PolicyKey(policy.namespace(), policy.name()))
        .toList();
  }
}
