package dev.sessionkeeper.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Turns ServiceMonitors and PodMonitors into the configuration of a Prometheus, as the Prometheus
/// operator does it, so that what is scraped is what the monitors of the chart say.
///
/// Debian's Prometheus does not speak to Kubernetes. It reads from files what [Targets] found, one
/// file for each role; what a monitor chooses among it is chosen by Prometheus.
///
/// Knows the members that the chart uses and refuses others: leaving one out would be a lie.
/// Source: prometheus-operator `pkg/prometheus/promcfg.go`.
final class ScrapeConfig {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String META = "__meta_kubernetes_";

  private ScrapeConfig() {}

  /// The configuration, as JSON, which YAML covers.
  ///
  /// @param monitors ServiceMonitors and PodMonitors; other objects are left aside
  /// @param interval of scrapes, in the words of Prometheus
  /// @param rules the files of rules
  static String of(List<JsonNode> monitors, String interval, List<String> rules) {
    var config = JSON.createObjectNode();
    config
        .putObject("global")
        .put("scrape_interval", interval)
        .put("evaluation_interval", interval);
    rules.forEach(config.putArray("rule_files")::add);
    var jobs = config.putArray("scrape_configs");
    monitors.stream()
        .sorted(Comparator.comparing(ScrapeConfig::name))
        .flatMap(ScrapeConfig::jobs)
        .forEach(jobs::add);
    return config.toPrettyString();
  }

  private static Stream<ObjectNode> jobs(JsonNode monitor) {
    return switch (monitor.path("kind").asText()) {
      case "ServiceMonitor" -> endpoints(monitor, "endpoints").map(one -> service(monitor, one));
      case "PodMonitor" -> endpoints(monitor, "podMetricsEndpoints").map(one -> pod(monitor, one));
      default -> Stream.empty();
    };
  }

  private static Stream<JsonNode> endpoints(JsonNode monitor, String member) {
    requireOnly(monitor.path("spec"), List.of("selector", "namespaceSelector", member));
    return monitor.path("spec").path(member).valueStream();
  }

  private static ObjectNode service(JsonNode monitor, JsonNode endpoint) {
    var job = job(monitor, endpoint, Targets.ENDPOINTS);
    var relabelings = relabelings(job, monitor);
    relabelings.keepLabels("service_label_", monitor);
    relabelings.keep(META + "endpointslice_port_name", endpoint.path("port").asText());
    relabelings.copy(META + "namespace", "namespace");
    relabelings.copy(META + "service_name", "service");
    relabelings.copy(META + "service_name", "job");
    relabelings.own(endpoint);
    return job;
  }

  private static ObjectNode pod(JsonNode monitor, JsonNode endpoint) {
    var job = job(monitor, endpoint, Targets.PODS);
    var relabelings = relabelings(job, monitor);
    relabelings.drop(META + "pod_phase", "(Failed|Succeeded)");
    relabelings.keepLabels("pod_label_", monitor);
    relabelings.keep(META + "pod_container_port_name", endpoint.path("port").asText());
    relabelings.copy(META + "namespace", "namespace");
    relabelings.set("job", namespace(monitor) + "/" + name(monitor));
    relabelings.own(endpoint);
    return job;
  }

  private static ObjectNode job(JsonNode monitor, JsonNode endpoint, String file) {
    requireOnly(endpoint, List.of("port", "path", "interval", "relabelings"));
    var job = JSON.createObjectNode();
    job.put("job_name", "%s/%s".formatted(namespace(monitor), name(monitor)));
    job.put("metrics_path", endpoint.path("path").asText("/metrics"));
    if (endpoint.has("interval")) {
      job.set("scrape_interval", endpoint.path("interval"));
    }
    job.putArray("file_sd_configs").addObject().putArray("files").add(file);
    return job;
  }

  private static Relabelings relabelings(ObjectNode job, JsonNode monitor) {
    var relabelings = new Relabelings(job.putArray("relabel_configs"));
    var selector = monitor.at("/spec/namespaceSelector");
    var names = selector.path("matchNames").valueStream().map(JsonNode::asText).toList();
    if (!selector.path("any").asBoolean()) {
      var chosen = names.isEmpty() ? namespace(monitor) : String.join("|", names);
      relabelings.keep(META + "namespace", chosen);
    }
    return relabelings;
  }

  private static String namespace(JsonNode monitor) {
    return monitor.at("/metadata/namespace").asText();
  }

  private static String name(JsonNode monitor) {
    return monitor.at("/metadata/name").asText();
  }

  private static void requireOnly(JsonNode object, List<String> members) {
    object
        .fieldNames()
        .forEachRemaining(
            member -> {
              if (!members.contains(member)) {
                throw new IllegalArgumentException("a monitor has an unknown member: " + member);
              }
            });
  }

  /// The steps that choose targets and name them.
  private record Relabelings(ArrayNode steps) {

    void keep(String source, String value) {
      step("keep", source).put("regex", "(" + value + ")");
    }

    void drop(String source, String values) {
      step("drop", source).put("regex", values);
    }

    void keepLabels(String prefix, JsonNode monitor) {
      requireOnly(monitor.at("/spec/selector"), List.of("matchLabels"));
      monitor
          .at("/spec/selector/matchLabels")
          .properties()
          .forEach(
              label ->
                  keep(META + prefix + Targets.safe(label.getKey()), label.getValue().asText()));
    }

    void copy(String source, String target) {
      step("replace", source).put("target_label", target);
    }

    void set(String target, String value) {
      steps.addObject().put("target_label", target).put("replacement", value);
    }

    /// Pod and container, and then what the monitor says itself.
    void own(JsonNode endpoint) {
      copy(META + "pod_name", "pod");
      copy(META + "pod_container_name", "container");
      set("endpoint", endpoint.path("port").asText());
      endpoint.path("relabelings").valueStream().forEach(step -> steps.add(snakeCased(step)));
    }

    private ObjectNode step(String action, String source) {
      var step = steps.addObject().put("action", action);
      step.putArray("source_labels").add(source);
      return step;
    }

    /// The Prometheus operator spells members in camel case, Prometheus in snake case.
    private static ObjectNode snakeCased(JsonNode step) {
      var spelled = JSON.createObjectNode();
      step.properties()
          .forEach(
              member ->
                  spelled.set(
                      member.getKey().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
                      member.getValue()));
      return spelled;
    }
  }
}
