package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrapeConfigTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String OF_PODS =
      """
      {"kind": "PodMonitor", "metadata": {"name": "sidecars", "namespace": "sk"},
       "spec": {
         "namespaceSelector": {"any": true},
         "selector": {"matchLabels": {"sessionkeeper.dev/injected": "true"}},
         "podMetricsEndpoints": [{"port": "sk-admin", "path": "/metrics", "relabelings": [
           {"sourceLabels": ["__meta_kubernetes_pod_annotation_a"], "targetLabel": "policy"}]}]}}
      """;

  private static final String OF_SERVICES =
      """
      {"kind": "ServiceMonitor", "metadata": {"name": "operator", "namespace": "sk"},
       "spec": {
         "selector": {"matchLabels": {"app.kubernetes.io/name": "sessionkeeper"}},
         "endpoints": [{"port": "metrics", "interval": "7s"}]}}
      """;

  @TempDir private Path folder;

  @Test
  void podsOfAllNamespacesAreChosenByLabelAndNameOfThePort() throws IOException {
    var job = job(OF_PODS);

    assertThat(job.at("/file_sd_configs/0/files/0").asText()).isEqualTo(Targets.PODS);
    assertThat(steps(job))
        .noneMatch(step -> step.contains("keep") && step.contains("kubernetes_namespace"))
        .contains(
            """
            {"action":"keep","source_labels":["__meta_kubernetes_pod_label_sessionkeeper_dev_injected"],"regex":"(true)"}""",
            """
            {"action":"keep","source_labels":["__meta_kubernetes_pod_container_port_name"],"regex":"(sk-admin)"}""");
  }

  @Test
  void relabelingsOfTheMonitorComeLastInTheSpellingOfPrometheus() throws IOException {
    assertThat(steps(job(OF_PODS)).getLast())
        .isEqualTo(
            """
            {"source_labels":["__meta_kubernetes_pod_annotation_a"],"target_label":"policy"}""");
  }

  @Test
  void aServiceIsLookedForInTheMonitorsNamespaceUnlessItSaysOtherwise() throws IOException {
    var job = job(OF_SERVICES);

    assertThat(job.at("/file_sd_configs/0/files/0").asText()).isEqualTo(Targets.ENDPOINTS);
    assertThat(job.path("scrape_interval").asText()).isEqualTo("7s");
    assertThat(steps(job))
        .contains(
            """
            {"action":"keep","source_labels":["__meta_kubernetes_namespace"],"regex":"(sk)"}""",
            """
            {"action":"keep","source_labels":["__meta_kubernetes_endpointslice_port_name"],"regex":"(metrics)"}""");
  }

  @Test
  void aMemberThatIsNotKnownIsNotLeftOut() {
    var monitor = OF_SERVICES.replace("\"port\"", "\"scheme\": \"https\", \"port\"");

    assertThatThrownBy(() -> job(monitor)).hasMessageContaining("scheme");
  }

  @Test
  void prometheusAcceptsIt() throws Exception {
    var config =
        ScrapeConfig.of(
            List.of(JSON.readTree(OF_PODS), JSON.readTree(OF_SERVICES)), "1s", List.of());
    Files.writeString(folder.resolve("prometheus.yaml"), config);

    var process =
        new ProcessBuilder("promtool", "check", "config", "prometheus.yaml")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
  }

  private static JsonNode job(String monitor) throws IOException {
    var config = ScrapeConfig.of(List.of(JSON.readTree(monitor)), "1s", List.of());
    return JSON.readTree(config).at("/scrape_configs/0");
  }

  private static List<String> steps(JsonNode job) {
    return job.path("relabel_configs").valueStream().map(JsonNode::toString).toList();
  }
}
