package dev.sessionkeeper.policy.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sessionkeeper.contract.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Holds a document to a schema and finds every problem, each with its path. A member that the
/// schema does not know is a problem, as `kubectl apply` refuses it.
final class SchemaCheck {
  private final List<Problem> problems = new ArrayList<>();

  private SchemaCheck() {}

  static List<Problem> of(JsonNode schema, JsonNode value) {
    var check = new SchemaCheck();
    check.check(schema, value, "");
    return List.copyOf(check.problems);
  }

  private void check(JsonNode schema, JsonNode value, String path) {
    if (!isOfType(schema, value)) {
      report(path, typeOf(schema), value);
      return;
    }
    switch (value.getNodeType()) {
      case OBJECT -> checkObject(schema, value, path);
      case ARRAY -> checkArray(schema, value, path);
      default -> ValueCheck.expected(schema, value).ifPresent(text -> report(path, text, value));
    }
  }

  private void checkObject(JsonNode schema, JsonNode value, String path) {
    schema
        .path("required")
        .forEach(
            name -> {
              if (!value.has(name.asText())) {
                problems.add(
                    new Problem(
                        join(path, name.asText()),
                        typeOf(schema.path("properties").path(name.asText())),
                        "nothing"));
              }
            });
    checkSize(schema, "Properties", "members", value, path);
    for (var member : value.properties()) {
      checkMember(schema, member.getKey(), member.getValue(), path);
    }
  }

  private void checkMember(JsonNode schema, String name, JsonNode value, String path) {
    var properties = schema.path("properties");
    if (properties.has(name)) {
      check(properties.get(name), value, join(path, name));
    } else if (schema.has("additionalProperties")) {
      check(schema.get("additionalProperties"), value, join(path, name));
    } else if (!properties.isEmpty()) {
      problems.add(
          new Problem(join(path, name), "no such member, but " + names(properties), "one"));
    }
  }

  private void checkArray(JsonNode schema, JsonNode value, String path) {
    checkSize(schema, "Items", "items", value, path);
    for (var i = 0; i < value.size(); i++) {
      check(schema.path("items"), value.get(i), path + "[" + i + "]");
    }
    var distinct = StreamSupport.stream(value.spliterator(), false).distinct().count();
    if (schema.path("x-kubernetes-list-type").asText().equals("set") && distinct < value.size()) {
      problems.add(new Problem(path, "no item twice", "duplicates"));
    }
  }

  private void checkSize(JsonNode schema, String what, String words, JsonNode value, String path) {
    var most = schema.path("max" + what).asInt(Integer.MAX_VALUE);
    if (value.size() > most) {
      problems.add(
          new Problem(path, "at most " + most + " " + words, Integer.toString(value.size())));
    }
  }

  private void report(String path, String expected, JsonNode found) {
    problems.add(new Problem(path.isEmpty() ? "(root)" : path, expected, ValueCheck.shown(found)));
  }

  private static boolean isOfType(JsonNode schema, JsonNode value) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return value.isIntegralNumber() || value.isTextual();
    }
    return switch (schema.path("type").asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      default -> true;
    };
  }

  private static String typeOf(JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return "a quantity such as 128Mi";
    }
    return switch (schema.path("type").asText()) {
      case "object" -> "an object with " + names(schema.path("properties"));
      case "array" -> "a list";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      default -> ValueCheck.text(schema);
    };
  }

  private static String names(JsonNode properties) {
    return properties.properties().stream()
        .map(member -> member.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
