package dev.sessionkeeper.cluster;

import dev.sessionkeeper.processes.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Pods that are created one after the other, as the API server's dry run has it: they pass
/// admission and are not kept. Each should be injected.
final class Admissions implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final long PAUSE_MILLISECONDS = 50;

  private final Cluster cluster;
  private final Namespace namespace;
  private final Pod pod;
  private final AtomicInteger count = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  private Admissions(Cluster cluster, Namespace namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.pod = cluster.client().getKubernetesSerialization().unmarshal(EchoApp.pod("web"));
  }

  /// Begins to create pods of the app `web`, some twenty a second, until it is closed.
  static Admissions begin(Cluster cluster, Namespace namespace) {
    var admissions = new Admissions(cluster, namespace);
    // One that dies of a bug tries no more, which `more` tells.
    var _ =
        admissions.clock.scheduleWithFixedDelay(
            admissions::one, 0, PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
    return admissions;
  }

  /// Waits until one pod would be injected.
  static void awaitInjection(Cluster cluster, Namespace namespace) {
    var admissions = new Admissions(cluster, namespace);
    Waiting.eventually(
        "a new pod is injected",
        SOON,
        () -> {
          admissions.failures.clear();
          admissions.one();
          if (!admissions.failures.isEmpty()) {
            throw new AssertionError(admissions.failures);
          }
        });
  }

  /// Waits until so many more have been tried.
  void more(int number) {
    var wanted = count.get() + number;
    Waiting.eventually(
        number + " more pods are tried",
        SOON,
        () -> {
          if (count.get() < wanted) {
            throw new AssertionError(count.get() + " of " + wanted);
          }
        });
  }

  int count() {
    return count.get();
  }

  /// What became of those that were refused or not injected.
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    clock.close();
  }

  private void one() {
    try {
      var created =
          cluster.client().pods().inNamespace(namespace.name()).resource(pod).dryRun().create();
      if (Sidecars.of(created).size() != 1) {
        failures.add("no sidecar");
      }
    } catch (KubernetesClientException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
    count.incrementAndGet();
  }
}
