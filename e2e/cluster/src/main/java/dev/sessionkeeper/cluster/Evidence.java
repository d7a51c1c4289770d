package dev.sessionkeeper.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a failed story leaves behind: events, manifests, logs and metrics of the whole cluster, in
/// one folder.
final class Evidence {
  private static final Path FOLDER = Path.of("target", "evidence");
  private static final String KINDS =
      "pods,deployments,replicasets,jobs,services,configmaps,mutatingwebhookconfigurations,"
          + "customresourcedefinitions";
  private static final List<String> METRICS_PORTS = List.of("9180", "8080");

  private final Cluster cluster;
  private final Path folder;

  private Evidence(Cluster cluster, Path folder) {
    this.cluster = cluster;
    this.folder = folder;
  }

  /// Collects it; the folder.
  static Path collect(Cluster cluster, String story) {
    var folder = FOLDER.resolve(story.replaceAll("[^A-Za-z0-9]+", "-"));
    new Evidence(cluster, folder).collect();
    return folder;
  }

  private void collect() {
    ask("events.txt", "get", "events", "-A", "--sort-by=.lastTimestamp");
    ask("pods.txt", "get", "pods", "-A", "-o", "wide");
    ask("described-pods.txt", "describe", "pods", "-A");
    ask("manifests.yaml", "get", KINDS, "-A", "-o", "yaml");
    ask("policies.yaml", "get", "sessionpolicies", "-A", "-o", "yaml");
    write("node.txt", cluster.node().logs());
    cluster.client().pods().inAnyNamespace().list().getItems().stream()
        .map(pod -> pod.getMetadata())
        .forEach(pod -> ofPod(pod.getNamespace(), pod.getName()));
  }

  private void ofPod(String namespace, String name) {
    var prefix = namespace + "-" + name;
    ask(prefix + ".log", "logs", "-n", namespace, name, "--all-containers", "--prefix");
    for (var port : METRICS_PORTS) {
      var path = "/api/v1/namespaces/%s/pods/%s:%s/proxy/metrics".formatted(namespace, name, port);
      var metrics = cluster.kubectl().result("get", "--raw", path);
      if (metrics.status() == 0) {
        write(prefix + "-" + port + ".metrics", metrics.output());
      }
    }
  }

  /// Notes what kubectl says, also when it fails: that is evidence, too.
  private void ask(String file, String... arguments) {
    write(file, cluster.kubectl().result(arguments).output());
  }

  private void write(String file, String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
