package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The ConfigMaps that Grafana's sidecar collects.
class DashboardMapsTest {

  /// Braces in a dashboard are Grafana's: Helm must leave them as they are.
  @Test
  void eachHoldsOneDashboardAsItStandsInItsFile() throws IOException {
    for (var board : DashboardFile.all()) {
      var file = board.name() + ".json";

      var map = map("", "sessionkeeper-dashboard-" + board.name());

      assertThat(map.getData())
          .isEqualTo(
              Map.of(
                  "sessionkeeper-" + file,
                  Files.readString(DashboardFile.FOLDER.resolve(file)).strip()));
    }
  }

  @Test
  void theyCarryTheLabelThatGrafanaLooksFor() {
    assertThat(map("", "sessionkeeper-dashboard-fleet").getMetadata().getLabels())
        .containsEntry("grafana_dashboard", "1");
    assertThat(
            map(
                    "monitoring: {dashboards: {label: board, labelValue: mine}}",
                    "sessionkeeper-dashboard-fleet")
                .getMetadata()
                .getLabels())
        .containsEntry("board", "mine")
        .doesNotContainKey("grafana_dashboard");
  }

  @Test
  void theyNameTheFolderIfAsked() {
    var values = "monitoring: {dashboards: {annotations: {grafana_folder: Sessions}}}";

    assertThat(map(values, "sessionkeeper-dashboard-refresh").getMetadata().getAnnotations())
        .containsEntry("grafana_folder", "Sessions");
  }

  @Test
  void thereAreNoneIfNotAsked() {
    assertThat(maps("monitoring: {dashboards: {enabled: false}}")).isEmpty();
  }

  private static ConfigMap map(String values, String name) {
    return maps(values).stream()
        .filter(map -> map.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<ConfigMap> maps(String values) {
    return Chart.all(ConfigMap.class, values);
  }
}
