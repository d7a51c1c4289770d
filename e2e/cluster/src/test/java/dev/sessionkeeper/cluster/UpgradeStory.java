package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.processes.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/// The chart is upgraded across a change of the definition, and uninstalled. Comes late, as it
/// takes away what the other stories need.
@ExtendWith(OnCluster.class)
@Isolated("the chart is uninstalled")
@Order(Integer.MAX_VALUE - 2)
final class UpgradeStory {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Platform platform;

  UpgradeStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  @DisplayName("O14 policies survive an upgrade, and nothing is left blocking after uninstalling")
  void o14_policiesSurviveAnUpgradeAndNothingIsLeftBlockingAfterUninstalling() throws Exception {
    try (var shop = platform.namespace("upgrade")) {
      shop.apply(Policy.of("web", platform.project()).yaml());
      shop.policy("web").soon("Accepted: Accepted");
      shop.apply(EchoApp.deployment("web"));
      shop.readyPod("web");
      shop.policy("web").soon("Current: Current");

      upgradesUnderLoad(shop);
      uninstallsAndRollsTheApp(shop);
    }
  }

  private void upgradesUnderLoad(Namespace shop) throws IOException {
    var before = names();
    Admissions.awaitInjection(platform.cluster(), shop);
    try (var admissions = Admissions.begin(platform.cluster(), shop)) {
      var began = System.nanoTime();
      platform.release().upgrade(nextChart(), "--wait", "--timeout", "240s");
      Figures.note("helm upgrade across a change of the definition", Figures.since(began));
      admissions.more(20);
      Figures.say(
          "helm upgrade under %d admissions, refused or without sidecar: %d"
              .formatted(admissions.count(), admissions.failures().size()));
      assertThat(admissions.failures()).isEmpty();
    }

    assertThat(names()).hasSize(2).doesNotContainAnyElementsOf(before);
    assertThat(shop.kubectl("get", "crd", "sessionpolicies.sessionkeeper.dev", "-o", "yaml"))
        .contains("Of the next version.");
    shop.policy("web").soon("Current: Current");
  }

  private List<String> names() {
    return platform.release().operators().stream().map(pod -> pod.getMetadata().getName()).toList();
  }

  private void uninstallsAndRollsTheApp(Namespace shop) {
    platform.release().uninstall();

    assertThat(shop.kubectl("get", "spol", "web")).contains("web");
    assertThat(platform.cluster().kubectl().run("get", "mutatingwebhookconfigurations"))
        .contains("No resources found");
    assertThat(Sidecars.of(shop.readyPod("web"))).hasSize(1);
    var began = System.nanoTime();
    shop.kubectl("rollout", "restart", "deployment/web");
    shop.kubectl("rollout", "status", "deployment/web", "--timeout=60s");
    Figures.note("rollout of the app after helm uninstall", Figures.since(began));
    assertThat(Sidecars.of(shop.readyPod("web"))).isEmpty();
    Waiting.eventually(
        "the Service leads to the new pod alone",
        SOON,
        () -> assertThat(shop.site("web").get("/").body()).contains("\"port\":3000"));
  }

  /// The chart as a later version may be: another version, other pods, one more member of policies.
  private static Path nextChart() throws IOException {
    var chart = Path.of("target", "next-chart");
    Release.copyChart(chart);
    edit(chart.resolve("Chart.yaml"), "(?m)^version: .*$", "version: 99.0.0");
    edit(
        chart.resolve("files/crds/sessionpolicies.sessionkeeper.dev.yaml"),
        "(?m)^( +)spec:\\R +description: What the policy asks for\\.\\R( +)properties:\\R( +)",
        "$0comment: {type: string, description: Of the next version.}\n$3");
    return chart;
  }

  private static void edit(Path file, String pattern, String replacement) throws IOException {
    var before = Files.readString(file);
    var after = before.replaceFirst(pattern, replacement);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
  }
}
