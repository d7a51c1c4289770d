package dev.sessionkeeper.operator.injection;

import dev.sessionkeeper.contract.AppProbe;
import dev.sessionkeeper.contract.AppProbes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPGetActionBuilder;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.LifecycleHandlerBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Moves the checks of one container that ask the application's port to the sidecar's admin port.
///
/// Left alone: checks of other ports, checks of another host (`host` is set), and `exec`, which
/// runs within the container and finds the application through the sidecar or beside it.
final class MovedProbes {
  // The kubelet waits for a hook as long as it takes: at most for the grace period before a stop.
  private static final Duration LONGEST_START = Duration.ofHours(1);

  private final Container original;
  private final int appPort;
  private final Map<String, AppProbe> moved = new TreeMap<>();

  private MovedProbes(Container original, int appPort) {
    this.original = original;
    this.appPort = appPort;
  }

  /// The container with its checks moved, and what was moved.
  record Result(Container container, Map<String, AppProbe> moved) {}

  /// @param appPort the port that clients use, not the one that the application is moved to
  /// @param grace the pod's grace period
  static Result of(Container container, int appPort, Duration grace) {
    var probes = new MovedProbes(container, appPort);
    var changed =
        new ContainerBuilder(container)
            .withLivenessProbe(probes.probe("liveness", container.getLivenessProbe()))
            .withReadinessProbe(probes.probe("readiness", container.getReadinessProbe()))
            .withStartupProbe(probes.probe("startup", container.getStartupProbe()));
    var hooks = container.getLifecycle();
    if (hooks != null) {
      changed.withLifecycle(
          new LifecycleBuilder(hooks)
              .withPostStart(probes.hook("post-start", hooks.getPostStart(), LONGEST_START))
              .withPreStop(probes.hook("pre-stop", hooks.getPreStop(), grace))
              .build());
    }
    return new Result(changed.build(), probes.moved);
  }

  private @Nullable Probe probe(String kind, @Nullable Probe probe) {
    if (probe == null) {
      return null;
    }
    var timeout =
        Duration.ofSeconds(
            Objects.requireNonNullElse(probe.getTimeoutSeconds(), Integer.valueOf(1)));
    if (probe.getHttpGet() != null && asksApp(probe.getHttpGet())) {
      return replaced(kind, probe, AppChecks.http(probe.getHttpGet(), timeout));
    }
    var tcp = probe.getTcpSocket();
    if (tcp != null && ours(tcp.getHost()) && ports().isApp(tcp.getPort())) {
      return replaced(kind, probe, new AppProbe.Tcp(timeout));
    }
    var grpc = probe.getGrpc();
    if (grpc != null && grpc.getPort() == appPort) {
      return replaced(kind, probe, AppChecks.grpc(grpc, timeout));
    }
    return probe;
  }

  private Probe replaced(String kind, Probe probe, AppProbe check) {
    return new ProbeBuilder(probe)
        .withHttpGet(registered(kind, check))
        .withTcpSocket(null)
        .withGrpc(null)
        .build();
  }

  /// The kubelet runs no `tcpSocket` hooks, so that those keep failing as they did.
  private @Nullable LifecycleHandler hook(
      String kind, @Nullable LifecycleHandler hook, Duration longest) {
    if (hook == null || hook.getHttpGet() == null || !asksApp(hook.getHttpGet())) {
      return hook;
    }
    return new LifecycleHandlerBuilder(hook)
        .withHttpGet(registered(kind, AppChecks.http(hook.getHttpGet(), longest)))
        .build();
  }

  private HTTPGetAction registered(String kind, AppProbe check) {
    var name = original.getName() + "/" + kind;
    moved.put(name, check);
    return new HTTPGetActionBuilder()
        .withPath(AppProbes.PATH + name)
        .withNewPort(Injection.ADMIN_PORT)
        .withScheme("HTTP")
        .build();
  }

  private boolean asksApp(HTTPGetAction http) {
    return ours(http.getHost()) && ports().isApp(http.getPort());
  }

  private NamedPorts ports() {
    return new NamedPorts(original, appPort);
  }

  private static boolean ours(@Nullable String host) {
    return host == null || host.isEmpty();
  }
}
