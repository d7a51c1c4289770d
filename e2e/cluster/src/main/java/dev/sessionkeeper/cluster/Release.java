package dev.sessionkeeper.cluster;

import dev.sessionkeeper.processes.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The chart, as a platform engineer installs it.
final class Release {
  static final String NAMESPACE = "sessionkeeper";

  /// The chart of this source tree.
  static final Path CHART = Path.of("..", "..", "helm", "sessionkeeper");

  private static final String NAME = "sessionkeeper";
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Cluster cluster;
  private final Duration installation;

  private Release(Cluster cluster, Duration installation) {
    this.cluster = cluster;
    this.installation = installation;
  }

  /// Installs it and waits until it is ready.
  static Release install(Cluster cluster) {
    var began = System.nanoTime();
    install(cluster, CHART);
    return new Release(cluster, Duration.ofNanos(System.nanoTime() - began));
  }

  private static void install(Cluster cluster, Path chart, String... more) {
    var options = List.of("--create-namespace", "--wait", "--timeout", "240s");
    helm(
        cluster,
        "install",
        chart,
        Stream.concat(options.stream(), Stream.of(more)).toArray(String[]::new));
  }

  /// How long it took until everything was ready.
  Duration installation() {
    return installation;
  }

  /// Installs another chart in its place, after `uninstall`.
  void installAgain(Path chart, String... more) {
    install(cluster, chart, more);
  }

  /// Upgrades it to another chart and waits until it is ready.
  String upgrade(Path chart, String... more) {
    return helm(cluster, "upgrade", chart, more);
  }

  String uninstall() {
    return cluster.helm().run("uninstall", NAME, "-n", NAMESPACE, "--wait");
  }

  /// Runs the chart's own test.
  String test() {
    return cluster.helm().run("test", NAME, "-n", NAMESPACE, "--timeout", "120s");
  }

  /// The operator's pods that are meant to stay.
  List<Pod> operators() {
    return all().stream().filter(pod -> pod.getMetadata().getDeletionTimestamp() == null).toList();
  }

  /// Takes the operator down or brings it back; waits for it.
  void scale(int replicas) {
    cluster.client().apps().deployments().inNamespace(NAMESPACE).withName(NAME).scale(replicas);
    awaitReady(replicas);
  }

  private void awaitReady(int replicas) {
    Waiting.eventually(
        replicas + " pods of the operator are ready, and no other is there",
        SOON,
        () -> {
          var staying = operators();
          var ready = staying.stream().filter(Readiness.getInstance()::isReady).count();
          if (all().size() != replicas || ready != replicas) {
            throw new AssertionError("%d pods, %d ready".formatted(staying.size(), ready));
          }
        });
  }

  /// Deletes a pod of the operator, as the drain of a node does; waits until it is gone and another
  /// one is ready.
  void restart(Pod operator) {
    cluster.client().resource(operator).delete();
    awaitReady(2);
  }

  /// Waits until both replicas are ready.
  void awaitReady() {
    awaitReady(2);
  }

  /// How often the operator's containers were started anew.
  int restarts() {
    return operators().stream()
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .mapToInt(status -> status.getRestartCount())
        .sum();
  }

  /// Writes somebody else into the Lease of the replicas, as a replica does that believes the
  /// leader gone.
  void takeTheLease() {
    cluster
        .kubectl()
        .run(
            "patch",
            "lease",
            NAME,
            "-n",
            NAMESPACE,
            "--type=merge",
            "-p",
            "{\"spec\": {\"holderIdentity\": \"somebody-else\"}}");
  }

  /// The value of a metric that a pod of the operator tells.
  ///
  /// @throws AssertionError unless there is exactly one
  long metric(Pod operator, String name) {
    var path =
        "/api/v1/namespaces/%s/pods/%s:8080/proxy/metrics"
            .formatted(NAMESPACE, operator.getMetadata().getName());
    var page = cluster.kubectl().run("get", "--raw", path);
    var values = page.lines().filter(line -> line.startsWith(name + " ")).toList();
    if (values.size() != 1) {
      throw new AssertionError("%s: expected one value, found %s".formatted(name, values));
    }
    return new BigDecimal(values.getFirst().substring(name.length() + 1)).longValue();
  }

  /// What `helm template` makes of it with more options.
  String rendered(String... more) {
    return helm(cluster, "template", CHART, more);
  }

  /// The dashboards that Grafana's sidecar would collect, as JSON.
  List<String> dashboards() {
    return cluster
        .client()
        .configMaps()
        .inNamespace(NAMESPACE)
        .withLabel("grafana_dashboard", "1")
        .list()
        .getItems()
        .stream()
        .flatMap(map -> map.getData().values().stream())
        .toList();
  }

  /// Copies the chart, for a test that changes it.
  static void copyChart(Path to) throws IOException {
    try (var files = Files.walk(CHART)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = to.resolve(CHART.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private List<Pod> all() {
    return cluster
        .client()
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/component", "operator")
        .list()
        .getItems();
  }

  private static String helm(Cluster cluster, String verb, Path chart, String... more) {
    var arguments = new ArrayList<>(List.of(verb, NAME, chart.toString()));
    arguments.addAll(List.of("-n", NAMESPACE));
    arguments.addAll(List.of(more));
    return cluster.helm().run(arguments.toArray(String[]::new));
  }
}
