package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.operator.telemetry.LogKeys;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches kinds of objects in the scope: one watch a kind, or one a kind and namespace.
public final class Informers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Informers.class);
  private static final long PAGE = 500;
  private static final String GATEWAY = "gateway.networking.k8s.io";
  private static final String ROUTE = "HTTPRoute";
  private static final String ROUTES = "httproutes";

  private final KubernetesClient client;
  private final Scope scope;
  private final List<Running> running = new CopyOnWriteArrayList<>();
  private final WatchGrace<Running> grace;
  private final ReentrantLock looking = new ReentrantLock();

  /// @param name what it watches, for people
  private record Running(String name, SharedIndexInformer<?> informer) {}

  /// @param nanos a monotonic clock in nanoseconds
  public Informers(KubernetesClient client, Scope scope, LongSupplier nanos) {
    this.client = client;
    this.scope = scope;
    this.grace = new WatchGrace<>(nanos);
  }

  /// Watches until closed. Returns once the objects that are there were told.
  <T extends HasMetadata> void watch(Watched<T> watched, Changes<T> changes) {
    var starting =
        in(client.resources(watched.kind())).stream()
            .map(
                objects ->
                    start(watched.kind().getSimpleName(), informer(objects, watched), changes))
            .toList();
    starting.forEach(CompletableFuture::join);
  }

  /// Watches the HTTP routes of the Gateway API, if the cluster has them and the operator may read
  /// them. Whether a Service leads around a sidecar is known without them; they tell who comes that
  /// way. A right or an API that is there later is used after the operator's next start.
  void watchRoutes(Changes<GenericKubernetesResource> changes) {
    if (!hasRoutes()) {
      return;
    }
    var routes =
        new ResourceDefinitionContext.Builder()
            .withGroup(GATEWAY)
            .withVersion("v1")
            .withKind(ROUTE)
            .withPlural(ROUTES)
            .withNamespaced(true)
            .build();
    var starting =
        in(client.genericKubernetesResources(routes)).stream()
            .filter(Informers::readable)
            .map(objects -> start(ROUTE, objects.withLimit(PAGE).runnableInformer(0), changes))
            .toList();
    starting.forEach(CompletableFuture::join);
  }

  private boolean hasRoutes() {
    var version = client.getApiResources(GATEWAY + "/v1");
    return version != null
        && version.getResources().stream().anyMatch(one -> one.getName().equals(ROUTES));
  }

  /// A watch without the right to list would be tried again for ever, and the start wait for it.
  private static boolean readable(
      FilterWatchListDeletable<GenericKubernetesResource, ?, ?> objects) {
    try {
      var _ = objects.list(new ListOptionsBuilder().withLimit(1L).build());
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      LOG.atWarn()
          .addKeyValue(LogKeys.REASON, String.valueOf(e.getMessage()))
          .log(
              "routes of the Gateway API are not looked at: grant list and watch of httproutes in"
                  + " gateway.networking.k8s.io to the operator's service account, and restart it");
      return false;
    }
  }

  /// Whether everything that was there is known.
  public boolean healthy() {
    return running.stream()
        .map(Running::informer)
        .allMatch(informer -> informer.isRunning() && informer.hasSynced());
  }

  /// The kinds whose watch has been down for some minutes, so that what is known of them is old.
  public Set<String> stalled() {
    looking.lock();
    try {
      return running.stream()
          .filter(one -> grace.isOver(one, one.informer().isWatching()))
          .map(Running::name)
          .collect(Collectors.toCollection(TreeSet::new));
    } finally {
      looking.unlock();
    }
  }

  @Override
  public void close() {
    running.forEach(one -> one.informer().close());
  }

  private static <T extends HasMetadata> SharedIndexInformer<T> informer(
      FilterWatchListDeletable<T, KubernetesResourceList<T>, Resource<T>> objects,
      Watched<T> watched) {
    var narrowed = objects.withLabels(watched.labels());
    for (var unwanted : watched.unwanted().entrySet()) {
      narrowed = narrowed.withoutField(unwanted.getValue(), unwanted.getKey());
    }
    var informer = narrowed.withLimit(PAGE).runnableInformer(0);
    watched.memory().ifPresent(informer::itemStore);
    return informer;
  }

  private <T extends HasMetadata> CompletableFuture<Void> start(
      String name, SharedIndexInformer<T> informer, Changes<T> changes) {
    running.add(new Running(name, informer));
    // The list is complete before the last of its objects was told.
    var told = new CompletableFuture<Void>();
    return informer
        .addEventHandler(
            new Changes<>(changes.present(), changes.gone(), () -> told.complete(null)))
        .exceptionHandler(
            (started, failure) -> {
              LOG.atWarn()
                  .addKeyValue(LogKeys.OBJECT, name)
                  .addKeyValue(LogKeys.REASON, String.valueOf(failure.getMessage()))
                  .log("a watch failed and is tried again");
              return true;
            })
        .start()
        .toCompletableFuture()
        .thenCompose(_ -> told);
  }

  private <T extends HasMetadata, L extends KubernetesResourceList<T>>
      List<FilterWatchListDeletable<T, L, Resource<T>>> in(
          MixedOperation<T, L, Resource<T>> objects) {
    if (scope.isCluster()) {
      return List.of(objects.inAnyNamespace());
    }
    return scope.namespaces().stream()
        .sorted()
        .<FilterWatchListDeletable<T, L, Resource<T>>>map(objects::inNamespace)
        .toList();
  }
}
