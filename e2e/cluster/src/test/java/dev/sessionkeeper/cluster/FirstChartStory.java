package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/// The chart as it first was on the main branch, upgraded to the one of today: what its users have
/// stays and works. There is no release yet whose chart could take its place. The images are those
/// of today in both. Comes after `UpgradeStory`, which uninstalls what the others share.
@ExtendWith(OnCluster.class)
@Isolated("another chart is installed")
@Order(Integer.MAX_VALUE - 1)
final class FirstChartStory {
  private static final Path FIRST = Path.of("src", "test", "charts", "first");
  private static final String DEFINITION = "sessionpolicies.sessionkeeper.dev";

  private final Platform platform;

  FirstChartStory(Platform platform) {
    this.platform = platform;
  }

  @AfterEach
  void uninstall() {
    platform.release().uninstall();
  }

  @Test
  @DisplayName("O14 policies and sidecars of the first chart live on under the chart of today")
  void o14_policiesAndSidecarsOfTheFirstChartLiveOnUnderTheChartOfToday() {
    platform.cluster().kubectl().run("delete", "crd", DEFINITION, "--wait");
    platform.release().installAgain(FIRST);
    try (var shop = platform.namespace("first-chart")) {
      shop.apply(Policy.of("web", platform.project()).yaml());
      shop.policy("web").soon("Accepted: Accepted");
      shop.apply(EchoApp.deployment("web"));
      var pod = shop.readyPod("web");
      assertThat(definition()).doesNotContain("lastRefusal");

      upgradeUnderLoad(shop);

      assertThat(definition()).contains("lastRefusal");
      shop.policy("web").soon("Accepted: Accepted").soon("Current: Current");
      assertThat(shop.readyPod("web").getMetadata().getUid()).isEqualTo(pod.getMetadata().getUid());
      keepsSessions(shop);
    }
  }

  private void upgradeUnderLoad(Namespace shop) {
    Admissions.awaitInjection(platform.cluster(), shop);
    try (var admissions = Admissions.begin(platform.cluster(), shop)) {
      var began = System.nanoTime();
      platform.release().upgrade(Release.CHART, "--wait", "--timeout", "240s");
      Figures.note("helm upgrade from the chart as it first was", Figures.since(began));
      admissions.more(20);
      assertThat(admissions.failures()).isEmpty();
    }
  }

  private void keepsSessions(Namespace shop) {
    var session = platform.project().expiredSession();
    var answer = shop.site("web").get("/", platform.project().header(session));

    assertThat(answer.body()).contains("refreshed");
    assertThat(platform.project().tokenCalls(session)).isEqualTo(1);
  }

  private String definition() {
    return platform.cluster().kubectl().run("get", "crd", DEFINITION, "-o", "yaml");
  }
}
