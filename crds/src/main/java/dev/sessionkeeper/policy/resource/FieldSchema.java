package dev.sessionkeeper.policy.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The schema of one member, completed by its annotation.
record FieldSchema(JSONSchemaProps schema, Field field) {

  void complete() {
    schema.setDescription(description());
    if (!field.defaultValue().isEmpty()) {
      schema.setDefault(defaultValue());
    }
    switch (schema.getType()) {
      case "array" -> list();
      case "object" -> map();
      default -> value(schema);
    }
    shape();
  }

  /// The API server judges a group's default by the group's rules before it fills in the members,
  /// so that the default has to hold them.
  private JsonNode defaultValue() {
    var value = SchemaOfRecords.json(field.defaultValue());
    if (value instanceof ObjectNode group && schema.getProperties() != null) {
      schema
          .getProperties()
          .forEach(
              (name, member) -> {
                if (member.getDefault() != null && !group.has(name)) {
                  group.set(name, member.getDefault());
                }
              });
    }
    return value;
  }

  private void list() {
    schema.setMinItems(bound(field.minItems()));
    schema.setMaxItems(bound(field.maxItems()));
    schema.getItems().getSchema().setDescription(field.each());
    if (schema.getItems().getSchema().getType().equals("string")) {
      value(schema.getItems().getSchema());
    }
  }

  private void map() {
    schema.setMinProperties(bound(field.minItems()));
    schema.setMaxProperties(bound(field.maxItems()));
    if (schema.getAdditionalProperties() != null) {
      schema.getAdditionalProperties().getSchema().setDescription(field.each());
      value(schema.getAdditionalProperties().getSchema());
    }
  }

  private void value(JSONSchemaProps value) {
    value.setMinimum(field.minimum() == 0 ? null : (double) field.minimum());
    value.setMaximum(field.maximum() == 0 ? null : (double) field.maximum());
    value.setMaxLength(bound(field.maxLength()));
    if (!field.pattern().isEmpty()) {
      value.setPattern(field.pattern());
    }
  }

  private void shape() {
    switch (field.shape()) {
      case PLAIN -> {}
      case DURATION -> duration();
      case QUANTITIES -> quantity(schema.getAdditionalProperties().getSchema());
      case SET -> schema.setXKubernetesListType("set");
      case MAP_BY_TYPE -> {
        schema.setXKubernetesListType("map");
        schema.setXKubernetesListMapKeys(List.of("type"));
      }
    }
  }

  private void duration() {
    schema.setPattern(Patterns.DURATION);
    schema.setMinLength(2L);
    schema.setMaxLength(32L);
    schema.setXKubernetesValidations(
        List.of(
            SchemaOfRecords.rule(
                "duration(self) >= duration('%s') && duration(self) <= duration('%s')"
                    .formatted(field.shortest(), field.longest()),
                "must be a duration from %s to %s, such as 90s or 1h30m"
                    .formatted(field.shortest(), field.longest()))));
  }

  /// Numbers are quantities too: `cpu: 1`.
  private static void quantity(JSONSchemaProps value) {
    value.setType(null);
    value.setXKubernetesIntOrString(true);
    value.setPattern(Patterns.QUANTITY);
  }

  /// `kubectl explain` shows neither defaults nor bounds, so the description tells them.
  private String description() {
    var text = new StringBuilder(field.value());
    if (field.shape() == Field.Shape.DURATION) {
      text.append(" A duration from %s to %s.".formatted(field.shortest(), field.longest()));
    }
    if (field.maximum() != 0) {
      text.append(" From %d to %d.".formatted(field.minimum(), field.maximum()));
    }
    if (isTold(field.defaultValue())) {
      text.append(" Default: ").append(field.defaultValue().replace("\"", "")).append('.');
    }
    return text.toString();
  }

  /// The default of a group is that of its members, and a list of objects is better read as one.
  private static boolean isTold(String defaultValue) {
    return !defaultValue.isEmpty()
        && !defaultValue.equals("{}")
        && !defaultValue.equals("[]")
        && !defaultValue.startsWith("[{");
  }

  private static @Nullable Long bound(int number) {
    return number == 0 ? null : Long.valueOf(number);
  }
}
