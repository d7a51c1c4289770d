package dev.sessionkeeper.policy.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfig.PolicyReference;
import dev.sessionkeeper.policy.SessionPolicySpec;
import java.util.ArrayList;
import java.util.List;

/// Reads policies: applies the defaults of the CRD's schema and says everything that is wrong.
public final class PolicyReader {
  private static final String KIND = "SessionPolicy";
  private static final String API_VERSION = "sessionkeeper.dev/v1alpha1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private PolicyReader() {}

  /// Reads a manifest in YAML or JSON.
  public static PolicyReading read(String text) {
    try {
      return manifest(Yaml.read(text));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      return notReadable(at == null ? "" : ", line " + at.getLineNr());
    }
  }

  /// Reads the spec that a client of the API server got. The server has applied the defaults of its
  /// own CRD; those that only a newer one has are added here.
  public static PolicyReading read(PolicyReference reference, SessionPolicySpec spec) {
    return spec(reference, JSON.valueToTree(spec), List.of());
  }

  /// The spec with every default applied, for programs that act on its other members.
  ///
  /// @throws IllegalArgumentException if `valid` holds members of the wrong type
  public static SessionPolicySpec typed(PolicyReading.Valid valid) {
    try {
      return JSON.treeToValue(valid.spec(), SessionPolicySpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("valid", e);
    }
  }

  private static PolicyReading notReadable(String where) {
    return new PolicyReading.Invalid(
        List.of(new Problem("(root)", "one YAML document", "text that is none" + where)));
  }

  private static PolicyReading manifest(JsonNode root) {
    var problems = new ArrayList<Problem>();
    expect(root.path("apiVersion"), "apiVersion", API_VERSION, problems);
    expect(root.path("kind"), "kind", KIND, problems);
    var metadata = root.path("metadata");
    if (metadata.path("name").asText().isBlank()) {
      problems.add(Problem.of("metadata.name", "the name of the policy", metadata.path("name")));
    }
    var reference =
        new PolicyReference(
            metadata.path("namespace").asText("default"),
            metadata.path("name").asText(),
            metadata.path("generation").asLong(0));
    return spec(reference, root.path("spec"), problems);
  }

  private static void expect(JsonNode node, String path, String text, List<Problem> problems) {
    if (!text.equals(node.textValue())) {
      problems.add(Problem.of(path, text, node));
    }
  }

  private static PolicyReading spec(
      PolicyReference reference, JsonNode given, List<Problem> before) {
    var schema = PolicySchema.spec();
    var spec = SchemaDefaults.applied(given, schema);
    var found =
        given instanceof MissingNode
            ? new SchemaCheck.Result(List.of(Problem.of("spec", "an object", given)), List.of())
            : SchemaCheck.of(spec, schema, "spec");
    var problems = new ArrayList<>(before);
    problems.addAll(found.problems());
    return problems.isEmpty()
        ? new PolicyReading.Valid(reference, spec, found.unknown())
        : new PolicyReading.Invalid(problems);
  }
}
