package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/// The chart serves two namespaces with the rights of these alone. Comes last: another operator for
/// all namespaces would serve them as well.
@ExtendWith(OnCluster.class)
@Isolated("another operator is installed")
@Order(Integer.MAX_VALUE)
final class NamespacesStory {
  private final Platform platform;

  NamespacesStory(Platform platform) {
    this.platform = platform;
  }

  @AfterEach
  void uninstall() {
    platform.release().uninstall();
  }

  @Test
  void anOperatorOfTwoNamespacesServesThemAndNoOther() {
    try (var first = platform.namespace("served-first");
        var second = platform.namespace("served-second");
        var other = platform.namespace("not-served")) {
      platform.release().installAgain(Release.CHART, "--set", watched(first, second));

      isServed(first);
      isServed(second);
      isNotServed(other);
      assertThat(platform.release().operators()).hasSize(2);
      assertThat(platform.release().restarts()).isZero();
    }
  }

  private static String watched(Namespace first, Namespace second) {
    return "operator.watchNamespaces={%s,%s}".formatted(first.name(), second.name());
  }

  private void isServed(Namespace shop) {
    shop.apply(Policy.of("web", platform.project()).yaml());
    shop.policy("web").soon("Accepted: Accepted");
    shop.apply(EchoApp.deployment("web"));
    shop.readyPod("web");
    shop.policy("web").soon("Current: Current").soon("TrafficCovered: CoveredByServices");
    var session = platform.project().expiredSession();
    assertThat(shop.site("web").get("/", platform.project().header(session)).body())
        .contains("refreshed");
  }

  private void isNotServed(Namespace shop) {
    shop.apply(Policy.of("web", platform.project()).yaml());
    shop.apply(EchoApp.deployment("web"));

    assertThat(Sidecars.of(shop.readyPod("web"))).isEmpty();
    assertThat(shop.kubectl("get", "spol", "web", "-o", "jsonpath={.status}")).isEmpty();
  }
}
