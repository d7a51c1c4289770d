package dev.sessionkeeper.operator.fleet;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A way by which requests come to pods.
public sealed interface Way {

  /// A Service.
  ///
  /// @param selector of pods; empty for none, as a Service without selector has no pods of its own
  record ServiceWay(String namespace, String name, Map<String, String> selector, List<Port> ports)
      implements Way {

    public ServiceWay {
      selector = Map.copyOf(selector);
      ports = List.copyOf(ports);
    }

    /// Whether it leads to a pod with these labels.
    public boolean leadsTo(PodFacts pod) {
      return !selector.isEmpty() && pod.labels().entrySet().containsAll(selector.entrySet());
    }
  }

  /// An Ingress or a route of a Gateway.
  ///
  /// @param kind as Kubernetes names it
  /// @param services that it leads to, in its own namespace or in others
  record RouteWay(String kind, String namespace, String name, Set<Target> services) implements Way {

    public RouteWay {
      services = Set.copyOf(services);
    }

    boolean leadsTo(ServiceWay service) {
      return services.contains(new Target(service.namespace(), service.name()));
    }

    /// As people of a namespace would name it.
    String nameIn(String reader) {
      var own = kind + " " + name;
      return namespace.equals(reader) ? own : own + " of namespace " + namespace;
    }
  }

  /// Names a Service.
  record Target(String namespace, String name) {}

  /// A port of a Service.
  ///
  /// @param target a number or the name of a container's port
  record Port(int number, String target) {

    /// The number behind it, as this pod declares it; -1 if it declares none.
    int within(PodFacts pod) {
      return target.chars().allMatch(Character::isDigit)
          ? Integer.parseInt(target)
          : pod.ports().getOrDefault(target, -1);
    }
  }
}
