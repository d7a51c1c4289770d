package dev.sessionkeeper.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The checks of one pod's applications by their name, `container/kind`.
///
/// Travels in the environment of the sidecar's container, as it belongs to the pod and not to the
/// policy: two Deployments of one policy may be probed differently.
public record AppProbes(Map<String, AppProbe> byName) {
  /// The environment variable of the sidecar's container.
  public static final String VARIABLE = "SESSIONKEEPER_PROBES";

  /// The path on the admin port that the names follow.
  public static final String PATH = "/probe/";

  public static final AppProbes NONE = new AppProbes(Map.of());
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Sorted, so that equal probes are written alike.
  public AppProbes {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static AppProbes parse(String json) {
    var probes = new TreeMap<String, AppProbe>();
    tree(json).properties().forEach(entry -> probes.put(entry.getKey(), probe(entry.getValue())));
    return new AppProbes(probes);
  }

  /// The check of that name.
  public Optional<AppProbe> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// These and others; the others win.
  public AppProbes and(Map<String, AppProbe> others) {
    var all = new TreeMap<>(byName);
    all.putAll(others);
    return new AppProbes(all);
  }

  public String toJson() {
    var root = JSON.createObjectNode();
    byName.forEach((name, probe) -> write(root.putObject(name), probe));
    return root.toString();
  }

  private static void write(ObjectNode node, AppProbe probe) {
    switch (probe) {
      case AppProbe.Http(var https, var path, var headers, _) -> {
        node.put("kind", "http").put("https", https).put("path", path);
        var list = node.putArray("headers");
        headers.forEach(h -> list.addObject().put("name", h.name()).put("value", h.value()));
      }
      case AppProbe.Tcp _ -> node.put("kind", "tcp");
      case AppProbe.Grpc(var service, _) -> node.put("kind", "grpc").put("service", service);
    }
    node.put("timeoutSeconds", probe.timeout().toSeconds());
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(VARIABLE + " holds no JSON", e);
    }
  }

  private static AppProbe probe(JsonNode node) {
    var timeout = Duration.ofSeconds(node.path("timeoutSeconds").asLong(1));
    var kind = node.path("kind").asText();
    return switch (kind) {
      case "http" ->
          new AppProbe.Http(
              node.path("https").asBoolean(),
              node.path("path").asText("/"),
              headers(node),
              timeout);
      case "tcp" -> new AppProbe.Tcp(timeout);
      case "grpc" -> new AppProbe.Grpc(node.path("service").asText(), timeout);
      default ->
          throw new IllegalArgumentException(VARIABLE + " holds a probe of unknown kind " + kind);
    };
  }

  private static List<AppProbe.Header> headers(JsonNode node) {
    var headers = new ArrayList<AppProbe.Header>();
    node.path("headers")
        .forEach(
            header ->
                headers.add(
                    new AppProbe.Header(
                        header.path("name").asText(), header.path("value").asText())));
    return headers;
  }
}
