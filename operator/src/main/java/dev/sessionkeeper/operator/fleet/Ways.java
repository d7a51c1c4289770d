package dev.sessionkeeper.operator.fleet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The known ways by the namespace of the pods that they lead to. Safe for concurrent use, as
/// long as no way is changed twice at a time.
public final class Ways {
  private final Map<String, Map<String, Way.ServiceWay>> services = new ConcurrentHashMap<>();
  private final Map<String, Way.RouteWay> routes = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Way.RouteWay>> leading = new ConcurrentHashMap<>();

  /// Learns of a Service.
  ///
  /// @return the Service as it was before
  public Optional<Way.ServiceWay> put(Way.ServiceWay service) {
    return Optional.ofNullable(of(services, service.namespace()).put(service.name(), service));
  }

  /// Learns of a route.
  ///
  /// @return the route as it was before
  public Optional<Way.RouteWay> put(Way.RouteWay route) {
    var before = remove(route);
    routes.put(key(route), route);
    route.services().forEach(service -> of(leading, service.namespace()).put(key(route), route));
    return before;
  }

  /// Forgets a Service.
  ///
  /// @return the Service as it was before
  public Optional<Way.ServiceWay> remove(Way.ServiceWay service) {
    return Optional.ofNullable(of(services, service.namespace()).remove(service.name()));
  }

  /// Forgets a route.
  ///
  /// @return the route as it was before
  public Optional<Way.RouteWay> remove(Way.RouteWay route) {
    var before = Optional.ofNullable(routes.remove(key(route)));
    before.stream()
        .flatMap(was -> was.services().stream())
        .forEach(service -> of(leading, service.namespace()).remove(key(route)));
    return before;
  }

  public Optional<Way.ServiceWay> service(Way.Target target) {
    return Optional.ofNullable(of(services, target.namespace()).get(target.name()));
  }

  public Collection<Way.ServiceWay> services(String namespace) {
    return List.copyOf(services.getOrDefault(namespace, Map.of()).values());
  }

  /// The routes that lead to Services of a namespace, wherever they are themselves.
  public Collection<Way.RouteWay> routes(String namespace) {
    return List.copyOf(leading.getOrDefault(namespace, Map.of()).values());
  }

  private static String key(Way.RouteWay route) {
    return route.kind() + "/" + route.namespace() + "/" + route.name();
  }

  private static <V> Map<String, V> of(Map<String, Map<String, V>> all, String namespace) {
    return all.computeIfAbsent(namespace, _ -> new ConcurrentHashMap<>());
  }
}
