package dev.sessionkeeper.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.fleet.Way;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WayReaderTest {

  @Test
  void aRouteLeadsToItsOwnNamespaceUnlessItNamesAnother() {
    var route =
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {namespace: edge, name: public}
        spec:
          rules:
            - backendRefs: [{name: web}, {name: web, namespace: shop, kind: Service, group: ""}]
            - backendRefs: [{namespace: shop}, {name: [nonsense]}]
            - filters: []
        """;

    var way = WayReader.route(Serialization.unmarshal(route, GenericKubernetesResource.class));

    assertThat(way)
        .isEqualTo(
            new Way.RouteWay(
                "HTTPRoute",
                "edge",
                "public",
                Set.of(new Way.Target("edge", "web"), new Way.Target("shop", "web"))));
  }

  @Test
  void aRouteToSomethingElseThanAServiceIsNoWayToOne() {
    var route =
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {namespace: shop, name: public}
        spec:
          rules:
            - backendRefs:
                - {name: web, group: multicluster.x-k8s.io, kind: ServiceImport}
                - {name: web, group: example.com, kind: Service}
        """;

    var way = WayReader.route(Serialization.unmarshal(route, GenericKubernetesResource.class));

    assertThat(way.services()).isEmpty();
  }

  @Test
  void anIngressLeadsToServicesOfItsNamespace() {
    var ingress =
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {namespace: shop, name: public}
        spec:
          defaultBackend: {service: {name: web}}
          rules: [{http: {paths: [{backend: {service: {name: api}}}]}}, {host: a.example.com}]
        """;

    assertThat(WayReader.ingress(Serialization.unmarshal(ingress, Ingress.class)).services())
        .containsExactlyInAnyOrder(new Way.Target("shop", "web"), new Way.Target("shop", "api"));
  }
}
