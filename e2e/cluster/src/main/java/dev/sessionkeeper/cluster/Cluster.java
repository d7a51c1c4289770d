package dev.sessionkeeper.cluster;

import dev.sessionkeeper.processes.Waiting;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A running cluster of one node, with a client, `kubectl` and `helm`.
final class Cluster implements AutoCloseable {
  private static final Path KUBECONFIG = Path.of("target", "kubeconfig");
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Node node;
  private final KubernetesClient client;
  private final Command kubectl;
  private final Command helm;

  private Cluster(Node node) {
    this.node = node;
    var kubeconfig = node.kubeconfig();
    client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
    var environment = Map.of("KUBECONFIG", write(kubeconfig));
    kubectl = new Command("kubectl", environment);
    helm = new Command("helm", environment);
  }

  /// Starts a node; returns when pods can be created.
  static Cluster start() {
    Figures.begin();
    var node = Node.start();
    PodImages.tars().forEach(node::load);
    return new Cluster(node);
  }

  Node node() {
    return node;
  }

  KubernetesClient client() {
    return client;
  }

  Command kubectl() {
    return kubectl;
  }

  Command helm() {
    return helm;
  }

  /// A new namespace in which pods can be created.
  Namespace namespace(String name, Map<String, String> labels) {
    var metadata = new NamespaceBuilder().withNewMetadata().withName(name).withLabels(labels);
    client.resource(metadata.endMetadata().build()).create();
    Waiting.eventually(
        "namespace " + name + " has its service account",
        SOON,
        () -> require(client.serviceAccounts().inNamespace(name).withName("default").get()));
    return new Namespace(this, name);
  }

  Namespace namespace(String name) {
    return namespace(name, Map.of());
  }

  @Override
  public void close() {
    client.close();
    node.close();
  }

  private static void require(@Nullable Object found) {
    if (found == null) {
      throw new AssertionError("not there");
    }
  }

  private static String write(String kubeconfig) {
    try {
      Files.createDirectories(KUBECONFIG.getParent());
      Files.writeString(KUBECONFIG, kubeconfig);
      return KUBECONFIG.toAbsolutePath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
