package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static final String POD =
      """
      metadata: {name: web-1, namespace: shop, labels: {a.b/c: "true"}, annotations: {p/q: web}}
      spec:
        initContainers: [{name: sidecar, ports: [{name: admin, containerPort: 9180}]}]
        containers: [{name: app, ports: [{containerPort: 3000}]}]
      status: {phase: Running, podIP: 10.0.0.7}
      """;

  private static final String SERVICE =
      "metadata: {name: operator, namespace: sk, labels: {app: keeper}}";

  private static final String SLICE =
      """
      metadata: {name: operator-x, namespace: sk, labels: {kubernetes.io/service-name: operator}}
      addressType: IPv4
      ports: [{name: metrics, port: 8080}]
      endpoints: [{addresses: [10.0.0.8], targetRef: {kind: Pod, name: operator-1}}]
      """;

  @Test
  void everyPortOfAPodIsOneThoseOfInitContainersToo() {
    assertThat(Targets.ofPods(List.of(YAML.unmarshal(POD, Pod.class))))
        .isEqualTo(
            """
            [{"targets":["10.0.0.7:9180"],"labels":{"__meta_kubernetes_namespace":"shop",\
            "__meta_kubernetes_pod_name":"web-1","__meta_kubernetes_pod_phase":"Running",\
            "__meta_kubernetes_pod_container_name":"sidecar",\
            "__meta_kubernetes_pod_container_port_name":"admin",\
            "__meta_kubernetes_pod_label_a_b_c":"true",\
            "__meta_kubernetes_pod_annotation_p_q":"web"}},\
            {"targets":["10.0.0.7:3000"],"labels":{"__meta_kubernetes_namespace":"shop",\
            "__meta_kubernetes_pod_name":"web-1","__meta_kubernetes_pod_phase":"Running",\
            "__meta_kubernetes_pod_container_name":"app",\
            "__meta_kubernetes_pod_container_port_name":"",\
            "__meta_kubernetes_pod_label_a_b_c":"true",\
            "__meta_kubernetes_pod_annotation_p_q":"web"}}]""");
  }

  @Test
  void aPodWithoutAddressIsNone() {
    var starting = YAML.unmarshal(POD.replace(", podIP: 10.0.0.7", ""), Pod.class);

    assertThat(Targets.ofPods(List.of(starting))).isEqualTo("[]");
  }

  @Test
  void endpointsCarryTheLabelsOfTheirServiceAndNoOther() {
    var service = YAML.unmarshal(SERVICE, Service.class);
    var other = YAML.unmarshal(SERVICE.replace("name: operator", "name: other"), Service.class);

    assertThat(
            Targets.ofEndpoints(
                List.of(other, service), List.of(YAML.unmarshal(SLICE, EndpointSlice.class))))
        .isEqualTo(
            """
            [{"targets":["10.0.0.8:8080"],"labels":{"__meta_kubernetes_namespace":"sk",\
            "__meta_kubernetes_endpointslice_port_name":"metrics",\
            "__meta_kubernetes_service_name":"operator","__meta_kubernetes_pod_name":"operator-1",\
            "__meta_kubernetes_service_label_app":"keeper"}}]""");
  }

  /// Such as the API server itself.
  @Test
  void anEndpointMayBeNoPod() {
    var slice = SLICE.replace(", targetRef: {kind: Pod, name: operator-1}", "");

    assertThat(
            Targets.ofEndpoints(
                List.of(YAML.unmarshal(SERVICE, Service.class)),
                List.of(YAML.unmarshal(slice, EndpointSlice.class))))
        .contains("10.0.0.8:8080")
        .doesNotContain("pod_name");
  }
}
