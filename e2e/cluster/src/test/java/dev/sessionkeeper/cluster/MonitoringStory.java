package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.processes.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/// A real Prometheus scrapes what the monitors of the chart name, and every panel and every rule of
/// the chart finds data in it.
@ExtendWith(OnCluster.class)
@Isolated("other sidecars would be scraped, too")
final class MonitoringStory {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int VISITORS = 5;

  private static final List<Path> GOLDENS =
      List.of(
          Path.of("../../sidecar/src/test/resources/metrics.txt"),
          Path.of("../../operator/src/test/resources/metrics.txt"));

  private final Platform platform;

  MonitoringStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  void everyPanelAndEveryRuleFindsDataOfRealSidecarsAndOperators() {
    var chart = Monitoring.of(platform.release());
    try (var monitoring = platform.cluster().namespace("monitoring");
        var shop = platform.namespace("monitored")) {
      var prometheus = prometheus(monitoring, chart);
      prometheus.discover(platform.cluster());
      await(
          "both operators are scraped",
          () ->
              assertThat(prometheus.targets("up"))
                  .containsExactlyInAnyOrderElementsOf(operators()));

      serveVisitors(shop, prometheus);

      await("every panel shows data", () -> assertThat(empty(prometheus, chart)).isEmpty());
      await(
          "every rule finds data",
          () ->
              assertThat(chart.lookedAtByRules())
                  .allSatisfy(asked -> assertThat(prometheus.query(asked)).isNotEmpty()));
      assertThat(prometheus.rules("ok")).containsExactlyInAnyOrderElementsOf(chart.namesOfRules());
      assertThat(GOLDENS)
          .allSatisfy(
              golden -> assertThat(prometheus.names()).containsAll(Monitoring.told(golden)));
      Figures.say(
          "expressions of panels with data in a real Prometheus: %d, of rules: %d"
              .formatted(chart.panels().size(), chart.lookedAtByRules().size()));
    }
  }

  private List<String> operators() {
    return platform.release().operators().stream()
        .map(pod -> "sessionkeeper/" + pod.getMetadata().getName())
        .toList();
  }

  private static Prometheus prometheus(Namespace namespace, Monitoring chart) {
    var config = ScrapeConfig.of(chart.monitors(), "1s", List.of(Prometheus.RULES));
    return Prometheus.start(namespace, config, chart.rules().toString());
  }

  /// Counters of a new sidecar begin at 0, and are scraped there before somebody comes.
  private void serveVisitors(Namespace shop, Prometheus prometheus) {
    Redis.start(shop);
    shop.apply(Policy.of("web", platform.project()).with(Redis.SHARED_STORE).yaml());
    shop.policy("web").soon("Accepted: Accepted");
    shop.apply(EchoApp.deployment("web"));
    shop.readyPod("web");
    prometheus.discover(platform.cluster());
    await(
        "the sidecar is scraped, with its policy as label",
        () ->
            assertThat(
                    prometheus.query(
                        "sessionkeeper_config_generation{namespace=\"monitored\", policy=\"web\"}"))
                .hasSize(1));
    await(
        "the store serves",
        () ->
            assertThat(prometheus.query("sessionkeeper_shared_store_state{state=\"up\"}"))
                .containsExactly(1.0));
    var site = shop.site("web");
    for (var visitor = 0; visitor < VISITORS; visitor++) {
      await("a visitor is served", () -> visit(site));
    }
    shop.policy("web").soon("Current: Current");
  }

  /// Somebody comes back after an hour, and opens another page before the cookie has arrived.
  private void visit(Site site) {
    var cookie = platform.project().header(platform.project().expiredSession());
    assertThat(site.get("/", cookie).body()).contains("refreshed");
    assertThat(site.get("/", cookie).body()).contains("refreshed");
  }

  /// Panels without any number, by dashboard and title.
  private static List<String> empty(Prometheus prometheus, Monitoring chart) {
    var empty = new ArrayList<String>();
    for (var panel : chart.panels()) {
      if (prometheus.query(panel.expression()).isEmpty()) {
        empty.add(panel.dashboard() + ", " + panel.title() + ": " + panel.expression());
      }
    }
    return empty;
  }

  private static void await(String what, Runnable assertion) {
    Waiting.eventually(what, SOON, assertion);
  }
}
