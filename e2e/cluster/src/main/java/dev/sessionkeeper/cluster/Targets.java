package dev.sessionkeeper.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What could be scraped in a cluster, with the labels that Prometheus' own discovery gives it.
/// Source: prometheus `discovery/kubernetes/pod.go` and `endpointslice.go`, the labels that
/// [ScrapeConfig] asks for.
final class Targets {
  /// The files in which Prometheus finds them.
  static final String PODS = "/targets/pods.json";

  static final String ENDPOINTS = "/targets/endpoints.json";

  private static final String META = "__meta_kubernetes_";
  private static final String OF_SERVICE = "kubernetes.io/service-name";

  private final ArrayNode groups = new ObjectMapper().createArrayNode();

  private Targets() {}

  /// Each port of each container of each pod, init containers included.
  static String ofPods(List<Pod> pods) {
    var targets = new Targets();
    for (var pod : pods) {
      if (pod.getStatus().getPodIP() != null) {
        containers(pod)
            .forEach(
                container ->
                    container.getPorts().forEach(port -> targets.add(pod, container, port)));
      }
    }
    return targets.groups.toString();
  }

  /// Each port of each endpoint of each Service.
  static String ofEndpoints(List<Service> services, List<EndpointSlice> slices) {
    var targets = new Targets();
    for (var slice : slices) {
      services.stream()
          .filter(service -> belongs(slice, service))
          .forEach(service -> targets.add(service, slice));
    }
    return targets.groups.toString();
  }

  /// A label's name as Prometheus spells it.
  static String safe(String label) {
    return label.replaceAll("[^A-Za-z0-9_]", "_");
  }

  private void add(Pod pod, Container container, ContainerPort port) {
    var labels = group(pod.getStatus().getPodIP(), port.getContainerPort(), pod);
    labels.put(META + "pod_name", pod.getMetadata().getName());
    labels.put(META + "pod_phase", pod.getStatus().getPhase());
    labels.put(META + "pod_container_name", container.getName());
    labels.put(META + "pod_container_port_name", text(port.getName()));
    all(labels, "pod_label_", pod.getMetadata().getLabels());
    all(labels, "pod_annotation_", pod.getMetadata().getAnnotations());
  }

  private void add(Service service, EndpointSlice slice) {
    for (var port : orNone(slice.getPorts())) {
      for (var endpoint : orNone(slice.getEndpoints())) {
        endpoint.getAddresses().forEach(address -> add(service, endpoint, port, address));
      }
    }
  }

  /// A slice whose pods are gone has neither.
  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private void add(Service service, Endpoint endpoint, EndpointPort port, String address) {
    var labels = group(address, port.getPort(), service);
    labels.put(META + "endpointslice_port_name", text(port.getName()));
    labels.put(META + "service_name", service.getMetadata().getName());
    if (endpoint.getTargetRef() != null) {
      labels.put(META + "pod_name", endpoint.getTargetRef().getName());
    }
    all(labels, "service_label_", service.getMetadata().getLabels());
  }

  private ObjectNode group(String address, int port, HasMetadata object) {
    var group = groups.addObject();
    group.putArray("targets").add(address + ":" + port);
    return group.putObject("labels").put(META + "namespace", object.getMetadata().getNamespace());
  }

  private static void all(ObjectNode labels, String prefix, Map<String, String> values) {
    Objects.requireNonNullElse(values, Map.<String, String>of())
        .forEach((name, value) -> labels.put(META + prefix + safe(name), value));
  }

  private static boolean belongs(EndpointSlice slice, Service service) {
    return slice.getMetadata().getNamespace().equals(service.getMetadata().getNamespace())
        && service.getMetadata().getName().equals(slice.getMetadata().getLabels().get(OF_SERVICE));
  }

  private static Stream<Container> containers(Pod pod) {
    return Stream.concat(
        pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream());
  }

  private static String text(String name) {
    return Objects.requireNonNullElse(name, "");
  }
}
