package dev.sessionkeeper.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.injection.Takeover;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
  private static final Takeover MOVE = new Takeover.MoveApp(3000, 13000, "PORT", Optional.empty());
  private static final Takeover MANUAL = new Takeover.Manual(3000, 9181);
  private static final Takeover REDIRECT = new Takeover.Redirect(3000, 9181, "image", "Never");

  @ParameterizedTest
  @CsvSource({"3000, true", "http, true", "13000, false", "direct, false", "nowhere, true"})
  void withMoveAppTheMovedPortIsTheWayAround(String target, boolean covered) {
    assertThat(!(coverage(MOVE, target) instanceof Coverage.Bypassed)).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({"9181, true", "3000, false", "http, false"})
  void withManualTheApplicationsOwnPortIs(String target, boolean covered) {
    assertThat(!(coverage(MANUAL, target) instanceof Coverage.Bypassed)).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({"3000", "9181", "http"})
  void withRedirectThereIsNone(String target) {
    assertThat(coverage(REDIRECT, target)).isInstanceOf(Coverage.Covered.class);
  }

  @Test
  void theSentenceNamesServicePortRouteAndCure() {
    var route = new Way.RouteWay("Ingress", "shop", "public", to("shop", "web"));

    var coverage =
        Coverage.of(MANUAL, List.of(Pods.injected("a")), List.of(service("http")), List.of(route));

    assertThat(coverage)
        .isEqualTo(
            new Coverage.Bypassed(
                List.of(
                    "Service web port 80 leads to 3000, where the application listens beside the"
                        + " sidecar: set its targetPort to 9181 (reached by Ingress public)")));
  }

  @Test
  void servicesOfOtherPodsAndWithoutSelectorAreNoMatter() {
    var others = new Way.ServiceWay("shop", "other", Map.of("app", "other"), ports("3000"));
    var none = new Way.ServiceWay("shop", "none", Map.of(), ports("3000"));

    assertThat(Coverage.of(MANUAL, List.of(Pods.injected("a")), List.of(others, none), List.of()))
        .isInstanceOf(Coverage.CoveredByServices.class);
  }

  @Test
  void anOpenPortIsToldUnlessTheApplicationIsBoundToTheLoopback() {
    var bound =
        new Takeover.MoveApp(
            3000, 13000, "PORT", Optional.of(new Takeover.Variable("HOSTNAME", "127.0.0.1")));

    assertThat(coverage(MOVE, "3000"))
        .isInstanceOf(Coverage.CoveredByServices.class)
        .asString()
        .contains("call port 13000", "bindVariable");
    assertThat(coverage(bound, "3000"))
        .isInstanceOf(Coverage.Covered.class)
        .asString()
        .contains("loopback alone");
  }

  @Test
  void everyWayIsNamedInTheOrderOfTheServices() {
    var two =
        new Way.ServiceWay(
            "shop",
            "api",
            Map.of("app", "web"),
            List.of(
                new Way.Port(81, "direct"), new Way.Port(82, "http"), new Way.Port(83, "13000")));
    var route = new Way.RouteWay("Ingress", "shop", "other", to("shop", "elsewhere"));

    var coverage =
        Coverage.of(
            MOVE, List.of(Pods.injected("a")), List.of(service("13000"), two), List.of(route));

    assertThat(coverage)
        .isInstanceOfSatisfying(
            Coverage.Bypassed.class,
            bypassed ->
                assertThat(bypassed.ways())
                    .satisfiesExactly(
                        way -> assertThat(way).startsWith("Service api port 81 leads to 13000"),
                        way -> assertThat(way).startsWith("Service api port 83 leads to 13000"),
                        way ->
                            assertThat(way)
                                .startsWith("Service web port 80 leads to 13000")
                                .endsWith("set its targetPort to 3000")));
  }

  @Test
  void whatIsCoveredIsSaidOfEachTakeover() {
    assertThat(coverage(REDIRECT, "3000"))
        .isEqualTo(new Coverage.Covered("the pod's network leads every request to the sidecar"));
    assertThat(coverage(MANUAL, "9181"))
        .isEqualTo(
            new Coverage.CoveredByServices(
                "every Service leads to the sidecar; other pods can still call port 3000 of the"
                    + " application directly, unless a NetworkPolicy keeps them out"));
  }

  @Test
  void aRouteOfAnotherNamespaceIsNamedWithIt() {
    var ours = new Way.RouteWay("HTTPRoute", "edge", "public", to("shop", "web"));
    var namesake = new Way.RouteWay("HTTPRoute", "shop", "blog", to("blog", "web"));

    var coverage =
        Coverage.of(
            MANUAL, List.of(Pods.injected("a")), List.of(service("http")), List.of(ours, namesake));

    assertThat(coverage.toString())
        .contains("(reached by HTTPRoute public of namespace edge)")
        .doesNotContain("blog");
  }

  @Test
  void aPortOfTheNodeIsAWayAround() {
    var open = Pods.onNode("a", Map.of(8443, 13000, 8080, 3000));
    var same = Pods.onNode("b", Map.of(8443, 13000));

    assertThat(Coverage.of(MOVE, List.of(open, same), List.of(), List.of()))
        .isEqualTo(
            new Coverage.Bypassed(
                List.of(
                    "hostPort 8443 leads to 13000, where the application listens beside the"
                        + " sidecar: take the hostPort away")));
    assertThat(Coverage.of(REDIRECT, List.of(open), List.of(), List.of()))
        .isInstanceOf(Coverage.Covered.class);
  }

  private static Set<Way.Target> to(String namespace, String service) {
    return Set.of(new Way.Target(namespace, service));
  }

  private static Coverage coverage(Takeover takeover, String target) {
    return Coverage.of(takeover, List.of(Pods.injected("a")), List.of(service(target)), List.of());
  }

  private static Way.ServiceWay service(String target) {
    return new Way.ServiceWay("shop", "web", Map.of("app", "web"), ports(target));
  }

  private static List<Way.Port> ports(String target) {
    return List.of(new Way.Port(80, target));
  }
}
