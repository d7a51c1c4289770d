package dev.sessionkeeper.operator.fleet;

import dev.sessionkeeper.operator.injection.Takeover;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether requests can come to the application around the sidecar.
public sealed interface Coverage {
  String SERVICES = "every Service leads to the sidecar";
  String DIRECT =
      SERVICES
          + "; other pods can still call port %d of the application directly, unless %sa"
          + " NetworkPolicy keeps them out";

  /// Every known way leads to the sidecar.
  record Covered(String message) implements Coverage {}

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
  /// @param routes of their namespace
  static Coverage of(
      Takeover takeover,
      List<PodFacts> pods,
      Collection<Way.ServiceWay> services,
      Collection<Way.RouteWay> routes) {
    var ways =
        services.stream()
            .sorted(Comparator.comparing(Way.ServiceWay::name))
            .flatMap(service -> around(takeover, pods, service, routes))
            .toList();
    return ways.isEmpty() ? new Covered(covered(takeover)) : new Bypassed(ways);
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
            .filter(route -> route.services().contains(service.name()))
            .map(route -> route.kind() + " " + route.name())
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

  private static String covered(Takeover takeover) {
    return switch (takeover) {
      case Takeover.MoveApp move ->
          move.bind().isPresent()
              ? SERVICES + ", and the application listens on the loopback alone"
              : DIRECT.formatted(move.appPort(), "traffic.bindVariable or ");
      case Takeover.Redirect _ -> "the pod's network leads every request to the sidecar";
      case Takeover.Manual manual -> DIRECT.formatted(manual.port(), "");
    };
  }
}
