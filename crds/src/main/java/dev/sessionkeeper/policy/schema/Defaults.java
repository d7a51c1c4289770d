package dev.sessionkeeper.policy.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// Structural defaulting as the API server does it: a missing member with a default becomes the
/// default, and then its own members are looked at.
///
/// Source: Kubernetes, CustomResourceDefinition, "Defaulting" and "Defaulting and Nullable".
final class Defaults {
  private Defaults() {}

  /// Changes `value` in place.
  static void apply(JsonNode schema, JsonNode value) {
    if (value instanceof ObjectNode object) {
      applyToMembers(schema, object);
    } else if (value.isArray()) {
      value.forEach(item -> apply(schema.path("items"), item));
    }
  }

  private static void applyToMembers(JsonNode schema, ObjectNode object) {
    var properties = schema.path("properties");
    for (var property : properties.properties()) {
      if (isAbsent(object.get(property.getKey()), property.getValue())) {
        object.set(property.getKey(), property.getValue().get("default").deepCopy());
      }
    }
    for (var member : object.properties()) {
      var own = properties.get(member.getKey());
      apply(own == null ? schema.path("additionalProperties") : own, member.getValue());
    }
  }

  /// A null where the schema allows none counts as absent, if there is a default.
  private static boolean isAbsent(@Nullable JsonNode value, JsonNode schema) {
    return schema.has("default")
        && (value == null || (value.isNull() && !schema.path("nullable").asBoolean()));
  }
}
