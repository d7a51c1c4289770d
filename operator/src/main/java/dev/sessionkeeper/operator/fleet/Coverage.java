package dev.sessionkeeper.operator.fleet;

import dev.sessionkeeper.operator.injection.Takeover;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether requests can come to the application around the sidecar.
public sealed interface Coverage {
  String SERVICES = "every Service leads to the sidecar";
  String DIRECT =
      SERVICES
          + "; other pods can still call port %d of the application directly, unless %sa"
          + " NetworkPolicy keeps them out";

  /// Every known way leads to the sidecar, and there is no other.
  record Covered(String message) implements Coverage {}

  /// Every known way leads to the sidecar; who knows a pod's address can still come around it.
  record CoveredByServices(String message) implements Coverage {}

  /// Some do not.
  ///
  /// @param ways one sentence each, with what to do
  record Bypassed(List<String> ways) implements Coverage {

    public Bypassed {
      ways = List.copyOf(ways);
    }
  }

  /// Looks at every way to the pods.
  ///
  /// @param pods of the policy
  /// @param services of their namespace
  /// @param routes to them
  static Coverage of(
      Takeover takeover,
      List<PodFacts> pods,
      Collection<Way.ServiceWay> services,
      Collection<Way.RouteWay> routes) {
    var ways =
        Stream.concat(
                services.stream()
                    .sorted(Comparator.comparing(Way.ServiceWay::name))
                    .flatMap(service -> around(takeover, pods, service, routes)),
                byNode(takeover, pods))
            .toList();
    return ways.isEmpty() ? covered(takeover) : new Bypassed(ways);
  }

  /// Ports of nodes; the same one on many nodes is one way.
  private static Stream<String> byNode(Takeover takeover, List<PodFacts> pods) {
    var open = open(takeover);
    return pods.stream()
        .flatMap(pod -> pod.hostPorts().entrySet().stream())
        .filter(port -> open.filter(port.getValue()::equals).isPresent())
        .map(Map.Entry::getKey)
        .distinct()
        .sorted()
        .map(
            port ->
                "hostPort %d leads to %d, where the application listens beside the sidecar: take"
                    .concat(" the hostPort away")
                    .formatted(port, open.orElseThrow()));
  }

  private static Stream<String> around(
      Takeover takeover,
      List<PodFacts> pods,
      Way.ServiceWay service,
      Collection<Way.RouteWay> routes) {
    return service.ports().stream()
        .flatMap(port -> around(takeover, pods, service, port).stream())
        .map(sentence -> sentence + through(service, routes));
  }

  private static Optional<String> around(
      Takeover takeover, List<PodFacts> pods, Way.ServiceWay service, Way.Port port) {
    var open = open(takeover);
    return pods.stream()
        .filter(service::leadsTo)
        .filter(pod -> open.filter(number -> number == port.within(pod)).isPresent())
        .findFirst()
        .map(
            _ ->
                "Service %s port %d leads to %d, where the application listens beside the"
                    .concat(" sidecar: set its targetPort to %d")
                    .formatted(service.name(), port.number(), open.orElseThrow(), right(takeover)));
  }

  private static String through(Way.ServiceWay service, Collection<Way.RouteWay> routes) {
    var names =
        routes.stream()
            .filter(route -> route.leadsTo(service))
            .map(route -> route.nameIn(service.namespace()))
            .sorted()
            .toList();
    return names.isEmpty() ? "" : " (reached by " + String.join(", ", names) + ")";
  }

  /// The port on which the application can be reached without its sidecar.
  private static Optional<Integer> open(Takeover takeover) {
    return switch (takeover) {
      case Takeover.MoveApp move -> Optional.of(move.appPort());
      // The kernel redirects whatever comes from outside of the pod.
      case Takeover.Redirect _ -> Optional.empty();
      case Takeover.Manual manual -> Optional.of(manual.port());
    };
  }

  private static int right(Takeover takeover) {
    return switch (takeover) {
      case Takeover.MoveApp move -> move.port();
      case Takeover.Redirect redirect -> redirect.port();
      case Takeover.Manual manual -> manual.listener();
    };
  }

  private static Coverage covered(Takeover takeover) {
    return switch (takeover) {
      case Takeover.MoveApp move ->
          move.bind().isPresent()
              ? new Covered(SERVICES + ", and the application listens on the loopback alone")
              : new CoveredByServices(DIRECT.formatted(move.appPort(), "traffic.bindVariable or "));
      case Takeover.Redirect _ ->
          new Covered("the pod's network leads every request to the sidecar");
      case Takeover.Manual manual -> new CoveredByServices(DIRECT.formatted(manual.port(), ""));
    };
  }
}
