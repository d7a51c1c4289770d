package dev.sessionkeeper.cluster;

import dev.sessionkeeper.processes.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A namespace of the cluster, which one story has for itself.
final class Namespace implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private static final String TOOLBOX =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: toolbox, labels: {app: toolbox}}
      spec:
        terminationGracePeriodSeconds: 0
        containers: [{name: curl, image: %s, command: [sleep, infinity]}]
      """
          .formatted(PodImages.TOOLBOX);

  private final Cluster cluster;
  private final String name;
  private final List<LocalPortForward> forwards = new ArrayList<>();

  Namespace(Cluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  String name() {
    return name;
  }

  /// Applies a manifest, as `kubectl apply` does; what was said.
  ///
  /// @throws AssertionError with the API server's words if it is refused
  String apply(String manifest) {
    return applying(manifest).successful();
  }

  /// Tries to apply a manifest.
  Command.Result applying(String manifest, String... options) {
    var all = new ArrayList<>(List.of("apply", "-n", name, "-f", "-"));
    all.addAll(List.of(options));
    return cluster.kubectl().resultWith(manifest, all.toArray(String[]::new));
  }

  /// What `kubectl` says about this namespace.
  String kubectl(String... arguments) {
    var all = new ArrayList<>(List.of("-n", name));
    all.addAll(List.of(arguments));
    return cluster.kubectl().run(all.toArray(String[]::new));
  }

  /// Writes a file in a pod, at once for whoever reads it.
  void write(String pod, String file, String content) {
    var script = "cat >%1$s.new && mv %1$s.new %1$s".formatted(file);
    cluster.kubectl().runWith(content, "-n", name, "exec", "-i", pod, "--", "sh", "-c", script);
  }

  /// The pods with a label that are meant to stay.
  List<Pod> pods(String label, String value) {
    return cluster
        .client()
        .pods()
        .inNamespace(name)
        .withLabel(label, value)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /// The only pod of an app, once it is ready.
  Pod readyPod(String app) {
    Waiting.eventually(
        "the one pod of " + app + " is ready",
        START,
        () -> {
          var pods = pods("app", app);
          if (pods.size() != 1 || !Readiness.getInstance().isReady(pods.getFirst())) {
            throw new AssertionError(pods.stream().map(Namespace::describe).toList());
          }
        });
    return pods("app", app).getFirst();
  }

  /// How often containers of an app's pods were started anew.
  int restarts(String app) {
    return pods("app", app).stream()
        .flatMap(
            pod ->
                Stream.concat(
                    pod.getStatus().getInitContainerStatuses().stream(),
                    pod.getStatus().getContainerStatuses().stream()))
        .mapToInt(status -> status.getRestartCount())
        .sum();
  }

  /// An address on loopback that leads to a port of a pod, until the namespace is closed.
  URI forward(Pod pod, int port) {
    var forward =
        cluster
            .client()
            .pods()
            .inNamespace(name)
            .withName(pod.getMetadata().getName())
            .portForward(port);
    forwards.add(forward);
    return URI.create("http://127.0.0.1:" + forward.getLocalPort());
  }

  /// What a Service of type NodePort leads to, from outside of the cluster.
  Site site(String service) {
    var ports =
        cluster.client().services().inNamespace(name).withName(service).get().getSpec().getPorts();
    var address =
        "http://%s:%d".formatted(cluster.node().address(), ports.getFirst().getNodePort());
    return new Site(URI.create(address)).open();
  }

  /// What is known of a policy.
  PolicyStatus policy(String policy) {
    return new PolicyStatus(cluster, name, policy);
  }

  /// What another pod of the namespace gets from an address.
  ///
  /// @throws AssertionError if the answer is an error or does not come within seconds
  String curl(String url) {
    return curling(url, "--retry", "20", "--retry-all-errors", "--retry-delay", "1").successful();
  }

  /// What comes of it, at the first try.
  Command.Result curling(String url, String... options) {
    if (pods("app", "toolbox").isEmpty()) {
      apply(TOOLBOX);
      readyPod("toolbox");
    }
    var all = new ArrayList<>(List.of("-n", name, "exec", "toolbox", "--", "curl", "-sSf"));
    all.addAll(List.of(options));
    all.addAll(List.of("--max-time", "5", url));
    return cluster.kubectl().result(all.toArray(String[]::new));
  }

  /// Deletes it with everything in it; does not wait for that.
  @Override
  public void close() {
    forwards.forEach(Namespace::close);
    cluster.client().namespaces().withName(name).delete();
  }

  private static String describe(Pod pod) {
    return pod.getMetadata().getName() + " " + pod.getStatus();
  }

  private static void close(LocalPortForward forward) {
    try {
      forward.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
