package dev.sessionkeeper.operator.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.AppProbe;
import dev.sessionkeeper.contract.AppProbes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// O5: the webhook is called again on a pod that it has injected, after others changed it.
class ReinjectionTest {
  private static final String MIRRORED = "mirror.example/image:0.1.0";

  @ParameterizedTest(name = "O5 what another injector did to our containers stays: {0}")
  @ValueSource(strings = {"move-app", "redirect", "ordinary-container"})
  void whatAnotherInjectorDidToOurContainersStays(String folder) throws IOException {
    var injection = InjectionCase.named(folder).injection();
    var mirrored =
        eachContainer(once(folder), one -> PodContainers.isOurs(one) ? image(one, MIRRORED) : one);

    var again = injected(mirrored, injection);

    assertThat(PodPatch.of(mirrored, again)).isEmpty();
  }

  @Test
  void volumesOfTheSameShapeStayAsTheApiServerCompletedThem() throws IOException {
    var once = once("move-app");
    var completed = new PodBuilder(once).editSpec().editFirstVolume().withName("data").endVolume();
    completed
        .editMatchingVolume(one -> one.getName().equals("sessionkeeper-tmp"))
        .editEmptyDir()
        .withMedium("")
        .endEmptyDir()
        .endVolume();
    var pod = completed.endSpec().build();

    var again = injected(pod, InjectionCase.named("move-app").injection());

    assertThat(PodPatch.of(pod, again)).isEmpty();
  }

  @Test
  @DisplayName("O5 O6 a container that came later has its checks moved beside the earlier ones")
  void aContainerThatCameLaterHasItsChecksMovedBesideTheEarlierOnes() throws IOException {
    var once = once("move-app");
    var late =
        new ContainerBuilder()
            .withName("late")
            .withNewReadinessProbe()
            .withNewTcpSocket()
            .withNewPort(3000)
            .endTcpSocket()
            .withTimeoutSeconds(9)
            .endReadinessProbe()
            .build();
    var grown = new PodBuilder(once).editSpec().addToContainers(late).endSpec().build();

    var again = injected(grown, InjectionCase.named("move-app").injection());

    assertThat(probes(again).byName())
        .containsAllEntriesOf(probes(once).byName())
        .containsEntry("late/readiness", new AppProbe.Tcp(Duration.ofSeconds(9)));
    assertThat(Marks.annotation(again, Marks.CHANGES).orElse(""))
        .contains("app/readiness", "late/readiness");
    assertThat(again.getSpec().getContainers().getLast().getReadinessProbe().getHttpGet().getPath())
        .isEqualTo("/probe/late/readiness");
  }

  @Test
  void anotherShapeReplacesContainerAndVolumesAndKeepsTheChecks() throws IOException {
    var once = once("move-app");
    var other = withImage(InjectionCase.named("move-app").injection(), "sessionkeeper/sidecar:2");

    var again = injected(once, other);

    assertThat(sidecar(again).getImage()).isEqualTo("sessionkeeper/sidecar:2");
    assertThat(probes(again)).isEqualTo(probes(once));
    assertThat(names(again.getSpec().getInitContainers()))
        .isEqualTo(names(once.getSpec().getInitContainers()));
    assertThat(volumes(again)).isEqualTo(volumes(once));
    assertThat(Marks.annotation(again, Marks.SHAPE)).contains(other.shape());
  }

  @Test
  void anotherKindOfContainerStandsInTheOtherList() throws IOException {
    var once = once("move-app");
    var injection = InjectionCase.named("move-app").injection();

    var ordinary = injected(once, withKind(injection, Injection.Kind.ORDINARY));
    var nativeAgain = injected(ordinary, injection);

    assertThat(names(ordinary.getSpec().getInitContainers())).doesNotContain(Marks.CONTAINER);
    assertThat(ordinary.getSpec().getContainers().getLast().getName()).isEqualTo(Marks.CONTAINER);
    assertThat(PodPatch.of(once, nativeAgain)).isEmpty();
  }

  @Test
  void theRedirectGoesOnceThePolicyTakesOverOtherwise() throws IOException {
    var once = once("redirect");
    var manual =
        withTakeover(InjectionCase.named("redirect").injection(), new Takeover.Manual(8080, 9181));

    var again = injected(once, manual);

    assertThat(names(again.getSpec().getInitContainers()))
        .containsExactly("migrate", Marks.CONTAINER);
  }

  @Test
  void aRedirectOfAnotherShapeIsReplacedWhereItStood() throws IOException {
    var once = once("redirect");
    var other =
        withTakeover(
            InjectionCase.named("redirect").injection(),
            new Takeover.Redirect(8080, 9181, "sessionkeeper/redirect:2", "Always"));

    var again = injected(once, other);

    assertThat(names(again.getSpec().getInitContainers()))
        .containsExactly("migrate", Marks.REDIRECT_CONTAINER, Marks.CONTAINER);
    assertThat(again.getSpec().getInitContainers().get(1).getImage())
        .isEqualTo("sessionkeeper/redirect:2");
  }

  private static Pod once(String folder) throws IOException {
    var one = InjectionCase.named(folder);
    return injected(one.pod(), one.injection());
  }

  private static Pod injected(Pod pod, Injection injection) {
    return switch (InjectionDecision.of(pod, injection)) {
      case InjectionDecision.Inject(_, var after) -> after;
      case InjectionDecision.Skip(var reason) -> throw new AssertionError(reason);
      case InjectionDecision.Refuse(var refusal) -> throw new AssertionError(refusal.message());
    };
  }

  private static Pod eachContainer(Pod pod, UnaryOperator<Container> change) {
    var spec = pod.getSpec();
    return new PodBuilder(pod)
        .editSpec()
        .withContainers(spec.getContainers().stream().map(change).toList())
        .withInitContainers(spec.getInitContainers().stream().map(change).toList())
        .endSpec()
        .build();
  }

  private static Container image(Container container, String image) {
    return new ContainerBuilder(container).withImage(image).build();
  }

  private static Container sidecar(Pod pod) {
    return PodContainers.sidecar(pod).orElseThrow();
  }

  private static AppProbes probes(Pod pod) {
    return sidecar(pod).getEnv().stream()
        .filter(variable -> variable.getName().equals(AppProbes.VARIABLE))
        .map(EnvVar::getValue)
        .map(AppProbes::parse)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(List<Container> containers) {
    return containers.stream().map(Container::getName).toList();
  }

  private static List<String> volumes(Pod pod) {
    return pod.getSpec().getVolumes().stream().map(Volume::getName).toList();
  }

  private static Injection withImage(Injection one, String image) {
    var sidecar = one.sidecar();
    return with(
        one,
        new Injection.Sidecar(image, sidecar.pullPolicy(), sidecar.requests(), sidecar.limits()),
        one.takeover(),
        one.kind());
  }

  private static Injection withKind(Injection one, Injection.Kind kind) {
    return with(one, one.sidecar(), one.takeover(), kind);
  }

  private static Injection withTakeover(Injection one, Takeover takeover) {
    return with(one, one.sidecar(), takeover, one.kind());
  }

  private static Injection with(
      Injection one, Injection.Sidecar sidecar, Takeover takeover, Injection.Kind kind) {
    return new Injection(
        one.policy(),
        one.injector(),
        sidecar,
        takeover,
        one.appContainer(),
        one.configMap(),
        one.secrets(),
        kind);
  }
}
