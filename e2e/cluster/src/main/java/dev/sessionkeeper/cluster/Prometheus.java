package dev.sessionkeeper.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A Prometheus in a pod, which scrapes and evaluates what it is told.
final class Prometheus {
  static final String RULES = "rules.yaml";

  private static final int PORT = 9090;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Namespace namespace;
  private final Site site;

  private Prometheus(Namespace namespace, Site site) {
    this.namespace = namespace;
    this.site = site;
  }

  /// Starts it in a namespace.
  ///
  /// @param config as [ScrapeConfig] makes it; names [#RULES]
  /// @param rules the groups of rules
  static Prometheus start(Namespace namespace, String config, String rules) {
    namespace.apply(configMap(config, rules));
    pod().startIn(namespace);
    return new Prometheus(namespace, namespace.site("prometheus"));
  }

  /// Tells it what there is to scrape in a cluster now.
  void discover(Cluster cluster) {
    var client = cluster.client();
    var services = client.services().inAnyNamespace().list().getItems();
    var slices = client.discovery().v1().endpointSlices().inAnyNamespace().list().getItems();
    namespace.write(
        "prometheus",
        Targets.PODS,
        Targets.ofPods(client.pods().inAnyNamespace().list().getItems()));
    namespace.write("prometheus", Targets.ENDPOINTS, Targets.ofEndpoints(services, slices));
  }

  /// The values of an expression, one for each series; those that are no number left out.
  ///
  /// @throws AssertionError with its words if Prometheus does not understand the expression
  List<Double> query(String expression) {
    var query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    var data = data("/api/v1/query?query=" + query);
    return data.path("result")
        .valueStream()
        .map(series -> Double.valueOf(spelled(series.path("value").path(1).asText())))
        .filter(value -> !value.isNaN())
        .toList();
  }

  /// The names of all metrics that were scraped or recorded.
  Set<String> names() {
    var names = new TreeSet<String>();
    data("/api/v1/label/__name__/values").valueStream().forEach(name -> names.add(name.asText()));
    return names;
  }

  /// Targets as `namespace/pod`, by their health: `up` or `down`.
  List<String> targets(String health) {
    return data("/api/v1/targets?state=active")
        .path("activeTargets")
        .valueStream()
        .filter(target -> target.path("health").asText().equals(health))
        .map(target -> target.path("labels"))
        .map(labels -> labels.path("namespace").asText() + "/" + labels.path("pod").asText())
        .toList();
  }

  /// The rules by their health: `ok`, `err`, or `unknown` before they were evaluated.
  List<String> rules(String health) {
    return data("/api/v1/rules")
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .filter(rule -> rule.path("health").asText().equals(health))
        .map(rule -> rule.path("name").asText())
        .toList();
  }

  private JsonNode data(String path) {
    var answer = site.get(path);
    if (answer.status() != 200) {
      throw new AssertionError("%s: %d %s".formatted(path, answer.status(), answer.body()));
    }
    try {
      return JSON.readTree(answer.body()).path("data");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Prometheus did not answer with JSON", e);
    }
  }

  private static String spelled(String value) {
    return value.replace("+Inf", "Infinity").replace("-Inf", "-Infinity");
  }

  private static String configMap(String config, String rules) {
    var map = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
    map.putObject("metadata").put("name", "prometheus");
    map.putObject("data").put("prometheus.yaml", config).put(RULES, rules);
    return map.toString();
  }

  static ServerPod pod() {
    var container =
        ("{name: prometheus, image: %s,"
                + " command: [prometheus, --config.file=/config/prometheus.yaml,"
                + " --storage.tsdb.path=/data],"
                + " readinessProbe: {httpGet: {path: /-/ready, port: %d}, periodSeconds: 1},"
                + " volumeMounts: [{name: config, mountPath: /config},"
                + " {name: data, mountPath: /data}, {name: targets, mountPath: /targets}]}")
            .formatted(PodImages.PROMETHEUS, PORT);
    var volumes =
        "{name: config, configMap: {name: prometheus}},"
            + " {name: data, emptyDir: {}}, {name: targets, emptyDir: {}}";
    return new ServerPod("prometheus", container, volumes, EchoApp.service("prometheus", PORT));
  }
}
