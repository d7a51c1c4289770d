package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sessions.SigningKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The servers beside the product, by their manifests.
class ServerPodTest {

  static Stream<ServerPod> servers() {
    return Stream.of(Redis.pod(), Prometheus.pod(), AuthServer.pod("abc", SigningKey.generate()));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aServiceLeadsToAPodThatSaysWhenItIsReady(ServerPod server) {
    var objects = objects(server);

    assertThat(objects).hasSize(2);
    var pod = (Pod) objects.getFirst();
    var service = (Service) objects.getLast();
    assertThat(pod.getMetadata().getName()).isEqualTo(server.name());
    assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(service.getSpec().getSelector());
    assertThat(pod.getSpec().getContainers())
        .singleElement()
        .satisfies(container -> assertThat(container.getReadinessProbe()).isNotNull());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whatIsMountedIsThere(ServerPod server) {
    var spec = ((Pod) objects(server).getFirst()).getSpec();

    assertThat(spec.getContainers().getFirst().getVolumeMounts().stream().map(VolumeMount::getName))
        .containsExactlyElementsOf(spec.getVolumes().stream().map(Volume::getName).toList());
  }

  private static List<HasMetadata> objects(ServerPod server) {
    return Stream.of(server.manifest().split("(?m)^---$", -1))
        .map(document -> new KubernetesSerialization().<HasMetadata>unmarshal(document))
        .toList();
  }
}
