package dev.sessionkeeper.policy.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// The CRD that the chart ships is the one that the records state.
class CrdGoldenTest {
  private static final boolean UPDATE = System.getProperty("golden", "").equals("update");
  private static final Path GENERATED =
      Path.of("target/generated-crds/sessionpolicies.sessionkeeper.dev-v1.yml");
  private static final Path CHECKED_IN =
      Path.of("../helm/sessionkeeper/files/crds/sessionpolicies.sessionkeeper.dev.yaml");
  private static final String RESOURCE =
      "/dev/sessionkeeper/policy/sessionpolicies.sessionkeeper.dev.yaml";
  private static final List<String> COLUMNS =
      List.of("Pods", "Injected", "Outdated", "Accepted", "Current", "Age");
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  @Test
  void theCheckedInCrdIsTheGeneratedOne() throws IOException {
    var expected = YAML.writeValueAsString(generated());
    if (UPDATE) {
      Files.writeString(CHECKED_IN, expected);
    }

    assertThat(Files.readString(CHECKED_IN)).isEqualTo(expected);
  }

  @Test
  void theJarHoldsTheCheckedInCrd() throws IOException {
    try (var resource = CrdGoldenTest.class.getResourceAsStream(RESOURCE)) {
      // As text, since a parsed number may be of another Java type than a generated one.
      assertThat(YAML.writeValueAsString(YAML.readTree(resource)))
          .isEqualTo(YAML.writeValueAsString(generated()));
    }
  }

  @Test
  void everyMemberIsExplained() throws IOException {
    var root = YAML.readTree(Files.readString(CHECKED_IN)).findValue("openAPIV3Schema");

    assertThat(unexplained(root, "")).isEmpty();
  }

  /// `kubectl explain` shows it below the one of the list or map.
  @Test
  void everyItemAndEveryValueOfAMapIsExplained() throws IOException {
    var root = YAML.readTree(Files.readString(CHECKED_IN)).findValue("openAPIV3Schema");

    assertThat(elements(root, ""))
        .hasSizeGreaterThan(15)
        .allSatisfy(
            (path, element) ->
                assertThat(element.path("description").asText()).as(path).isNotBlank());
  }

  @Test
  void conditionsAreOneForEachType() throws IOException {
    var conditions =
        YAML.readTree(Files.readString(CHECKED_IN)).findValue("status").findValue("conditions");

    assertThat(conditions.path("x-kubernetes-list-type").asText()).isEqualTo("map");
    assertThat(conditions.path("x-kubernetes-list-map-keys").path(0).asText()).isEqualTo("type");
  }

  /// The generator sorts columns by path and writes whole bounds as decimals.
  private static JsonNode generated() throws IOException {
    var root = wholeNumbers(YAML.readTree(Files.readString(GENERATED)));
    var version = (ObjectNode) root.at("/spec/versions/0");
    var columns = new ArrayList<JsonNode>();
    version.withArray("additionalPrinterColumns").forEach(columns::add);
    columns.sort(Comparator.comparingInt(column -> COLUMNS.indexOf(column.path("name").asText())));
    version.withArray("additionalPrinterColumns").removeAll().addAll(columns);
    return root;
  }

  private static JsonNode wholeNumbers(JsonNode node) {
    switch (node) {
      case ObjectNode object ->
          object.properties().forEach(member -> member.setValue(wholeNumbers(member.getValue())));
      case ArrayNode array -> {
        for (var i = 0; i < array.size(); i++) {
          array.set(i, wholeNumbers(array.get(i)));
        }
      }
      default -> {
        return node.isDouble() && node.doubleValue() == node.longValue()
            ? LongNode.valueOf(node.longValue())
            : node;
      }
    }
    return node;
  }

  /// The schemas of items and of values of maps, by path.
  private static Map<String, JsonNode> elements(JsonNode schema, String path) {
    var found = new TreeMap<String, JsonNode>();
    schema
        .path("properties")
        .properties()
        .forEach(one -> found.putAll(elements(one.getValue(), path + "." + one.getKey())));
    for (var member : List.of("items", "additionalProperties")) {
      if (schema.path(member).isObject()) {
        found.put(path + "[]", schema.path(member));
        found.putAll(elements(schema.path(member), path + "[]"));
      }
    }
    return found;
  }

  private static Stream<String> unexplained(JsonNode schema, String path) {
    var properties = schema.path("properties").properties();
    var items = schema.path("items");
    return Stream.concat(
        properties.stream()
            .flatMap(
                member -> {
                  var name = path + "." + member.getKey();
                  var here =
                      member.getValue().path("description").asText().isBlank()
                          ? Stream.of(name)
                          : Stream.<String>empty();
                  return Stream.concat(here, unexplained(member.getValue(), name));
                }),
        StreamSupport.stream(List.of(items).spliterator(), false)
            .filter(JsonNode::isObject)
            .flatMap(item -> unexplained(item, path + "[]")));
  }
}
