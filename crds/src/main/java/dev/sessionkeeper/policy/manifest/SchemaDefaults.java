package dev.sessionkeeper.policy.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// Fills in the defaults of a structural schema as an API server does: from the top down, so that
/// the members of a default have theirs as well; `null` where a default exists counts as absent.
///
/// Source: Kubernetes, "Extend the Kubernetes API with CustomResourceDefinitions", Defaulting.
final class SchemaDefaults {
  private SchemaDefaults() {}

  /// A copy of a value with the defaults of its schema.
  static JsonNode applied(JsonNode value, JsonNode schema) {
    JsonNode copy = value.deepCopy();
    fill(copy, schema);
    return copy;
  }

  private static void fill(JsonNode value, JsonNode schema) {
    if (value instanceof ObjectNode object) {
      fillMembers(object, schema);
    } else if (value.isArray()) {
      value.forEach(element -> fill(element, schema.path("items")));
    }
  }

  private static void fillMembers(ObjectNode object, JsonNode schema) {
    var properties = schema.path("properties");
    for (var property : properties.properties()) {
      var fallback = property.getValue().get("default");
      if (fallback != null && isAbsent(object.get(property.getKey()))) {
        object.set(property.getKey(), fallback.deepCopy());
      }
    }
    for (var member : object.properties()) {
      var known = properties.get(member.getKey());
      fill(member.getValue(), known == null ? schema.path("additionalProperties") : known);
    }
  }

  private static boolean isAbsent(@Nullable JsonNode member) {
    return member == null || member.isNull();
  }
}
