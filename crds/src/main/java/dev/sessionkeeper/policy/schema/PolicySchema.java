package dev.sessionkeeper.policy.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sessionkeeper.contract.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// The schema of the CRD, which this jar holds as the chart ships it; the only place of defaults.
///
/// @param root the schema of a whole `SessionPolicy`
public record PolicySchema(JsonNode root) {
  private static final String FILE =
      "/dev/sessionkeeper/policy/sessionpolicies.sessionkeeper.dev.yaml";

  /// Reads it from the jar; takes some hundred milliseconds.
  public static PolicySchema load() {
    try (var file = Objects.requireNonNull(PolicySchema.class.getResourceAsStream(FILE), FILE)) {
      var crd = new YAMLMapper().readTree(file);
      return new PolicySchema(crd.at("/spec/versions/0/schema/openAPIV3Schema"));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  /// A policy with the defaults that the API server would give it.
  ///
  /// @param policy a whole policy; is not changed
  public JsonNode withDefaults(JsonNode policy) {
    JsonNode copy = policy.deepCopy();
    Defaults.apply(root, copy);
    return copy;
  }

  /// A specification with the defaults that the API server would give it.
  ///
  /// @param spec is not changed
  public JsonNode specWithDefaults(JsonNode spec) {
    JsonNode copy = spec.deepCopy();
    Defaults.apply(root.path("properties").path("spec"), copy);
    return copy;
  }

  /// What the API server would refuse in a policy, CEL rules aside; empty if nothing.
  public List<Problem> problems(JsonNode policy) {
    return SchemaCheck.of(root, policy);
  }
}
