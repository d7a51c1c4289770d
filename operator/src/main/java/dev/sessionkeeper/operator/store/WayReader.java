package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.operator.fleet.Way;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads Services, Ingresses and routes of Gateways as ways.
final class WayReader {
  private WayReader() {}

  static Way.ServiceWay service(Service service) {
    var spec = service.getSpec();
    return new Way.ServiceWay(
        service.getMetadata().getNamespace(),
        service.getMetadata().getName(),
        Objects.requireNonNullElse(spec.getSelector(), Map.of()),
        spec.getPorts().stream().map(WayReader::port).toList());
  }

  static Way.RouteWay ingress(Ingress ingress) {
    var spec = ingress.getSpec();
    var namespace = ingress.getMetadata().getNamespace();
    var byPath =
        spec.getRules().stream()
            .filter(rule -> rule.getHttp() != null)
            .flatMap(rule -> rule.getHttp().getPaths().stream())
            .map(path -> path.getBackend());
    return new Way.RouteWay(
        "Ingress",
        namespace,
        ingress.getMetadata().getName(),
        Stream.concat(byPath, Stream.ofNullable(spec.getDefaultBackend()))
            .map(IngressBackend::getService)
            .filter(Objects::nonNull)
            .map(service -> new Way.Target(namespace, service.getName()))
            .collect(Collectors.toSet()));
  }

  /// A route of the Gateway API: `spec.rules[].backendRefs[]`. Whether a ReferenceGrant lets it
  /// lead into another namespace is not looked at.
  static Way.RouteWay route(GenericKubernetesResource route) {
    var namespace = route.getMetadata().getNamespace();
    return new Way.RouteWay(
        route.getKind(),
        namespace,
        route.getMetadata().getName(),
        items(route.get("spec"), "rules")
            .flatMap(rule -> items(rule, "backendRefs"))
            .flatMap(reference -> target(reference, namespace).stream())
            .collect(Collectors.toSet()));
  }

  /// A reference is to a Service of the route's own namespace unless it says otherwise. Source:
  /// Gateway API, `BackendObjectReference`.
  private static Optional<Way.Target> target(Object reference, String own) {
    var isService =
        text(reference, "kind", "Service").equals("Service")
            && text(reference, "group", "").isEmpty();
    var name = text(reference, "name", "");
    return isService && !name.isEmpty()
        ? Optional.of(new Way.Target(text(reference, "namespace", own), name))
        : Optional.empty();
  }

  private static String text(Object object, String member, String otherwise) {
    return object instanceof Map<?, ?> map && map.get(member) instanceof String text
        ? text
        : otherwise;
  }

  private static Stream<?> items(Object object, String member) {
    return object instanceof Map<?, ?> map && map.get(member) instanceof List<?> list
        ? list.stream()
        : Stream.empty();
  }

  private static Way.Port port(ServicePort port) {
    var target = port.getTargetPort();
    int number = port.getPort();
    if (target == null) {
      return new Way.Port(number, Integer.toString(number));
    }
    return new Way.Port(
        number, target.getIntVal() == null ? target.getStrVal() : target.getIntVal().toString());
  }
}
