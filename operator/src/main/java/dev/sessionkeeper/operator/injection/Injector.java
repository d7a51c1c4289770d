package dev.sessionkeeper.operator.injection;

import dev.sessionkeeper.contract.AppProbe;
import dev.sessionkeeper.contract.AppProbes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Puts the sidecar into a pod. Doing it twice is doing it once.
///
/// A sidecar of the same shape stays as it is: the API server has added defaults to it since, and
/// another injector may have sent its image through a mirror.
final class Injector {
  private final Pod pod;
  private final Injection injection;
  private final String app;
  private final String shape;
  private final Map<String, AppProbe> moved = new TreeMap<>();

  private Injector(Pod pod, Injection injection, String app) {
    this.pod = pod;
    this.injection = injection;
    this.app = app;
    this.shape = injection.shape();
  }

  /// @param app the name of the application's container
  static Pod inject(Pod pod, Injection injection, String app) {
    return new Injector(pod, injection, app).injected();
  }

  private Pod injected() {
    var containers = pod.getSpec().getContainers().stream().map(this::changed).toList();
    var init = pod.getSpec().getInitContainers().stream().map(this::changed).toList();
    var sidecar = sidecar();
    return new PodBuilder(pod)
        .editMetadata()
        .addToLabels(Marks.INJECTED_LABEL, "true")
        .addToAnnotations(annotations())
        .endMetadata()
        .editSpec()
        .withContainers(containers(containers, sidecar))
        .withInitContainers(initContainers(init, sidecar))
        .withVolumes(volumes())
        .endSpec()
        .build();
  }

  private Container changed(Container container) {
    if (PodContainers.isOurs(container)) {
      return container;
    }
    return switch (injection.takeover()) {
      case Takeover.Manual _ -> container;
      case Takeover.Redirect redirect -> probesMoved(container, redirect.port());
      case Takeover.MoveApp move -> probesMoved(told(container, move), move.port());
    };
  }

  private Container told(Container container, Takeover.MoveApp move) {
    if (!container.getName().equals(app)) {
      return container;
    }
    var told = container;
    for (var variable : AppEnvironment.variables(move).reversed()) {
      told = AppEnvironment.with(told, variable);
    }
    return told;
  }

  private Container probesMoved(Container container, int port) {
    var result = MovedProbes.of(container, port, grace());
    moved.putAll(result.moved());
    return result.container();
  }

  /// Ours as it is or shall be, with all probes that were ever moved to it.
  private Container sidecar() {
    var before = PodContainers.sidecar(pod);
    var kept = before.filter(_ -> sameShape());
    var probes = before.map(ProbesVariable::of).orElse(AppProbes.NONE).and(moved);
    return ProbesVariable.set(
        kept.orElseGet(() -> SidecarContainer.of(injection, Identity.in(pod))), probes);
  }

  private boolean sameShape() {
    return Marks.annotation(pod, Marks.SHAPE).filter(shape::equals).isPresent();
  }

  private List<Container> containers(List<Container> others, Container sidecar) {
    return switch (injection.kind()) {
      case NATIVE -> without(others);
      case ORDINARY -> Placement.placed(others, sidecar);
    };
  }

  private List<Container> initContainers(List<Container> others, Container sidecar) {
    var redirected =
        injection.takeover() instanceof Takeover.Redirect redirect
            ? Placement.placed(others, redirect(redirect))
            : Placement.removed(others, Marks.REDIRECT_CONTAINER);
    return switch (injection.kind()) {
      case NATIVE -> Placement.placed(redirected, sidecar);
      case ORDINARY -> without(redirected);
    };
  }

  private Container redirect(Takeover.Redirect redirect) {
    return pod.getSpec().getInitContainers().stream()
        .filter(container -> container.getName().equals(Marks.REDIRECT_CONTAINER))
        .filter(_ -> sameShape())
        .findFirst()
        .orElseGet(() -> RedirectContainer.of(redirect));
  }

  private static List<Container> without(List<Container> containers) {
    return Placement.removed(containers, Marks.CONTAINER);
  }

  /// At least a second, as the API server has it.
  private Duration grace() {
    var seconds = Objects.requireNonNullElse(pod.getSpec().getTerminationGracePeriodSeconds(), 30L);
    return Duration.ofSeconds(Math.max(1, seconds));
  }

  private List<Volume> volumes() {
    var all = pod.getSpec().getVolumes();
    if (sameShape() && PodContainers.sidecar(pod).isPresent()) {
      return all;
    }
    var others = all.stream().filter(volume -> !SidecarVolumes.isOurs(volume));
    return Stream.concat(others, SidecarVolumes.of(injection).stream()).toList();
  }

  private Map<String, String> annotations() {
    var annotations = new TreeMap<String, String>();
    annotations.put(Marks.POLICY, injection.policy());
    annotations.put(Marks.INJECTED_BY, injection.injector());
    annotations.put(Marks.SHAPE, shape);
    annotations.put(Marks.CHANGES, changes());
    return annotations;
  }

  private String changes() {
    var words = new ArrayList<String>();
    words.add(injection.takeover().summary());
    words.add("application container " + app);
    var probes = PodContainers.sidecar(pod).map(ProbesVariable::of).orElse(AppProbes.NONE);
    var names = probes.and(moved).byName().keySet();
    if (!names.isEmpty()) {
      words.add("checks made by the sidecar: " + String.join(" ", names));
    }
    return String.join("; ", words);
  }

  /// The variable that carries the moved probes.
  private static final class ProbesVariable {
    static AppProbes of(Container sidecar) {
      return sidecar.getEnv().stream()
          .filter(variable -> variable.getName().equals(AppProbes.VARIABLE))
          .map(EnvVar::getValue)
          .findFirst()
          .map(AppProbes::parse)
          .orElse(AppProbes.NONE);
    }

    static Container set(Container sidecar, AppProbes probes) {
      return probes.equals(AppProbes.NONE)
          ? sidecar
          : AppEnvironment.with(
              sidecar, new Takeover.Variable(AppProbes.VARIABLE, probes.toJson()));
    }
  }
}
