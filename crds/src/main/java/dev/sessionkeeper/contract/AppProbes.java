package dev.sessionkeeper.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
  private static final JsonFactory JSON = new JsonFactory();

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
    var text = new StringWriter();
    try (var out = JSON.createGenerator(text)) {
      out.writeStartObject();
      for (var probe : byName.entrySet()) {
        out.writeObjectFieldStart(probe.getKey());
        write(out, probe.getValue());
        out.writeEndObject();
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, AppProbe probe) throws IOException {
    switch (probe) {
      case AppProbe.Http(var https, var path, var headers, _) -> {
        out.writeStringField("kind", "http");
        out.writeBooleanField("https", https);
        out.writeStringField("path", path);
        write(out, headers);
      }
      case AppProbe.Tcp _ -> out.writeStringField("kind", "tcp");
      case AppProbe.Grpc(var service, _) -> {
        out.writeStringField("kind", "grpc");
        out.writeStringField("service", service);
      }
    }
    out.writeNumberField("timeoutSeconds", probe.timeout().toSeconds());
  }

  private static void write(JsonGenerator out, List<AppProbe.Header> headers) throws IOException {
    out.writeArrayFieldStart("headers");
    for (var header : headers) {
      out.writeStartObject();
      out.writeStringField("name", header.name());
      out.writeStringField("value", header.value());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static JsonNode tree(String json) {
    try {
      return JsonTree.read(json);
    } catch (IOException e) {
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
