package dev.sessionkeeper.operator.fleet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The known ways by namespace. Safe for concurrent use.
public final class Ways {
  private final Map<String, Map<String, Way.ServiceWay>> services = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Way.RouteWay>> routes = new ConcurrentHashMap<>();

  public void put(Way.ServiceWay service) {
    of(services, service.namespace()).put(service.name(), service);
  }

  public void put(Way.RouteWay route) {
    of(routes, route.namespace()).put(route.kind() + "/" + route.name(), route);
  }

  public void remove(Way.ServiceWay service) {
    of(services, service.namespace()).remove(service.name());
  }

  public void remove(Way.RouteWay route) {
    of(routes, route.namespace()).remove(route.kind() + "/" + route.name());
  }

  public Collection<Way.ServiceWay> services(String namespace) {
    return List.copyOf(services.getOrDefault(namespace, Map.of()).values());
  }

  public Collection<Way.RouteWay> routes(String namespace) {
    return List.copyOf(routes.getOrDefault(namespace, Map.of()).values());
  }

  private static <V> Map<String, V> of(Map<String, Map<String, V>> all, String namespace) {
    return all.computeIfAbsent(namespace, _ -> new ConcurrentHashMap<>());
  }
}
