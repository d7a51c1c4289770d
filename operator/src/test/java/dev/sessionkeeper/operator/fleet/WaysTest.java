package dev.sessionkeeper.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaysTest {
  private static final Way.Target WEB = new Way.Target("shop", "web");

  private final Ways ways = new Ways();

  @Test
  void aServiceIsKnownInItsNamespaceUntilItIsGone() {
    var web = new Way.ServiceWay("shop", "web", Map.of("app", "web"), List.of());

    ways.put(web);
    ways.put(web);

    assertThat(ways.services("shop")).containsExactly(web);
    assertThat(ways.services("blog")).isEmpty();
    ways.remove(web);
    assertThat(ways.services("shop")).isEmpty();
  }

  @Test
  void routesOfTwoKindsMayHaveOneName() {
    var ingress = new Way.RouteWay("Ingress", "shop", "web", Set.of(WEB));
    var route = new Way.RouteWay("HTTPRoute", "shop", "web", Set.of(WEB));

    ways.put(ingress);
    ways.put(route);

    assertThat(ways.routes("shop")).containsExactlyInAnyOrder(ingress, route);
    assertThat(ways.routes("blog")).isEmpty();
    ways.remove(ingress);
    assertThat(ways.routes("shop")).containsExactly(route);
  }

  @Test
  void aRouteIsKnownWhereItLeadsTo() {
    var both = Set.of(WEB, new Way.Target("blog", "web"));
    var route = new Way.RouteWay("HTTPRoute", "edge", "web", both);
    var later = new Way.RouteWay("HTTPRoute", "edge", "web", Set.of(WEB));

    ways.put(route);

    assertThat(ways.routes("shop")).containsExactly(route);
    assertThat(ways.routes("blog")).containsExactly(route);
    assertThat(ways.routes("edge")).isEmpty();
    assertThat(ways.put(later)).contains(route);
    assertThat(ways.routes("blog")).isEmpty();
    assertThat(ways.routes("shop")).containsExactly(later);
  }
}
