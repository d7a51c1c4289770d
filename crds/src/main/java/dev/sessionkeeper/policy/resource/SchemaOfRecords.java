package dev.sessionkeeper.policy.resource;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sessionkeeper.policy.SessionPolicySpec;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Rule;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Completes the generated schema by the annotations of the records; runs while the project is
/// built.
///
/// The records carry annotations of this project instead of the generator's, so that they may be
/// read where no Kubernetes client is.
public final class SchemaOfRecords implements SchemaCustomizer.Customizer {
  private static final ObjectMapper JSON = new ObjectMapper();

  // The name becomes a label's value and part of the webhook's name.
  private static final ValidationRule NAME =
      rule(
          "size(self.metadata.name) <= 63 && !self.metadata.name.contains('.')",
          "the name of a SessionPolicy has at most 63 letters, digits and dashes, and no" + " dot");

  /// The generator makes one by itself.
  public SchemaOfRecords() {}

  @Override
  public JSONSchemaProps apply(
      JSONSchemaProps root, String input, KubernetesSerialization serialization) {
    var spec = property(root, "spec");
    spec.setDescription("What the policy asks for.");
    complete(spec, SessionPolicySpec.class);
    var status = property(root, "status");
    status.setDescription("What the operator saw of the policy and of the pods it selects.");
    complete(status, SessionPolicyStatus.class);
    root.setDescription(
        "Keeps the Supabase sessions of the applications in the selected pods alive.");
    root.setRequired(List.of("spec"));
    root.setXKubernetesValidations(List.of(NAME));
    return root;
  }

  private static void complete(JSONSchemaProps schema, Class<?> type) {
    var properties = new LinkedHashMap<String, JSONSchemaProps>();
    var required = new ArrayList<String>();
    for (var component : type.getRecordComponents()) {
      var name = nameOf(component);
      var property = property(schema, name);
      var field = fieldOf(component);
      nested(component.getGenericType(), property);
      new FieldSchema(property, field).complete();
      properties.put(name, property);
      if (field.required()) {
        required.add(name);
      }
    }
    schema.setProperties(properties);
    schema.setRequired(required);
    schema.setXKubernetesValidations(rulesOf(type));
  }

  private static void nested(Type type, JSONSchemaProps schema) {
    if (type instanceof Class<?> raw && raw.isRecord()) {
      complete(schema, raw);
    } else if (type instanceof ParameterizedType list
        && list.getRawType() == List.class
        && list.getActualTypeArguments()[0] instanceof Class<?> item
        && item.isRecord()) {
      complete(schema.getItems().getSchema(), item);
    }
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }

  private static String nameOf(RecordComponent component) {
    return Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
        .map(JsonProperty::value)
        .orElse(component.getName());
  }

  private static Field fieldOf(RecordComponent component) {
    return Optional.ofNullable(component.getAnnotation(Field.class))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    component.getDeclaringRecord().getName()
                        + "."
                        + component.getName()
                        + " has no @Field"));
  }

  private static List<ValidationRule> rulesOf(Class<?> type) {
    return Arrays.stream(type.getAnnotationsByType(Rule.class))
        .map(one -> rule(one.value(), one.message()))
        .toList();
  }

  static ValidationRule rule(String condition, String message) {
    return new ValidationRuleBuilder().withRule(condition).withMessage(message).build();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + text, e);
    }
  }
}
