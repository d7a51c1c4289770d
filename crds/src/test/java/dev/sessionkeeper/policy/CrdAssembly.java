package dev.sessionkeeper.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Makes the CRD: the shape that the generator took from the records, and what `rules.yaml` says of
/// each field.
public final class CrdAssembly {
  private static final Path SHAPE = Path.of("target/crd/sessionpolicies.sessionkeeper.dev-v1.yml");
  private static final Path RULES = Path.of("src/main/crd/rules.yaml");
  private static final String HEADER =
      """
      # Made from the records of dev.sessionkeeper.policy and crds/src/main/crd/rules.yaml.
      # To change it, change those and run the tests of crds with -Dgolden=update.
      """;

  private CrdAssembly() {}

  /// The rules by path, in the order of their file.
  public static Map<String, Map<String, Object>> rules() throws IOException {
    var rules = new LinkedHashMap<String, Map<String, Object>>();
    load(RULES).forEach((path, rule) -> rules.put(path, map(rule)));
    return rules;
  }

  /// The CRD as a tree.
  public static Map<String, Object> crd() throws IOException {
    var crd = load(SHAPE);
    var version = map(list(map(crd.get("spec")).get("versions")).getFirst());
    var schema = map(map(version.get("schema")).get("openAPIV3Schema"));
    schema.put(
        "description", "SessionPolicy keeps the Supabase sessions of the selected pods alive.");
    schema.put("required", List.of("spec"));
    for (var rule : rules().entrySet()) {
      apply(node(schema, rule.getKey()), rule.getValue());
    }
    version.put("subresources", Map.of("status", Map.of()));
    version.put("additionalPrinterColumns", columns());
    return crd;
  }

  static String yaml() throws IOException {
    var settings =
        DumpSettings.builder()
            // Quotes "True", which the API server would read as a boolean.
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setDereferenceAliases(true)
            .setWidth(120)
            .build();
    return HEADER + new Dump(settings).dumpToString(crd());
  }

  /// The part of a schema that a path such as `routes[].path` names.
  static Map<String, Object> node(Map<String, Object> schema, String path) {
    var node = schema;
    for (var name : path.replace("[]", ".[]").replace("{}", ".{}").split("\\.", -1)) {
      node =
          switch (name) {
            case "[]" -> map(node.get("items"));
            case "{}" -> map(node.get("additionalProperties"));
            default -> member(node, name, path);
          };
    }
    return node;
  }

  private static Map<String, Object> member(Map<String, Object> node, String name, String path) {
    var member = map(node.get("properties")).get(name);
    return map(Objects.requireNonNull(member, () -> path + " names no field of the records"));
  }

  private static void apply(Map<String, Object> node, Map<String, Object> rule) {
    rule.forEach(
        (key, value) -> {
          if (key.equals("type")) {
            node.remove(key);
          } else {
            node.put(key, value);
          }
        });
  }

  private static List<Map<String, Object>> columns() {
    var columns = new ArrayList<Map<String, Object>>();
    columns.add(column("Pods", "integer", ".status.pods.matched"));
    columns.add(column("Injected", "integer", ".status.pods.injected"));
    columns.add(column("Outdated", "integer", ".status.pods.outdated"));
    columns.add(column("Accepted", "string", condition("Accepted")));
    columns.add(column("Current", "string", condition("Current")));
    columns.add(column("Age", "date", ".metadata.creationTimestamp"));
    return columns;
  }

  private static String condition(String type) {
    return ".status.conditions[?(@.type==\"" + type + "\")].status";
  }

  private static Map<String, Object> column(String name, String type, String path) {
    var column = new LinkedHashMap<String, Object>();
    column.put("name", name);
    column.put("type", type);
    column.put("jsonPath", path);
    return column;
  }

  private static Map<String, Object> load(Path file) throws IOException {
    var settings = LoadSettings.builder().setMaxAliasesForCollections(100).build();
    return map(new Load(settings).loadFromString(Files.readString(file)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object node) {
    return (Map<String, Object>) Objects.requireNonNull(node);
  }

  private static List<?> list(@Nullable Object node) {
    return (List<?>) Objects.requireNonNull(node);
  }
}
