package dev.sessionkeeper.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CrdTest {
  private static final Path CHECKED_IN =
      Path.of("../helm/sessionkeeper/files/crds/sessionpolicies.sessionkeeper.dev.yaml");
  private static final String RESOURCE = "manifest/sessionpolicies.sessionkeeper.dev.yaml";

  @Test
  void theCheckedInCrdIsMadeFromTheRecords() throws IOException {
    Golden.check(CHECKED_IN, CrdAssembly.yaml());
  }

  @Test
  void theJarHoldsTheCheckedInCrd() throws IOException {
    try (var in = Objects.requireNonNull(CrdTest.class.getResourceAsStream(RESOURCE))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(Files.readString(CHECKED_IN));
    }
  }

  @Test
  void everyFieldHasADescription() throws IOException {
    var bare = new ArrayList<String>();
    collectBare(schema(), "", bare);

    assertThat(bare).isEmpty();
  }

  @Test
  void noTextReadsAsABooleanInTheYamlOfTheApiServer() throws IOException {
    assertThat(Files.readAllLines(CHECKED_IN))
        .noneMatch(
            line ->
                line.matches("(?i).*[-:] (y|n|yes|no|on|off)") || line.matches(".*- (True|False)"));
  }

  @Test
  void everyRuleTellsWhatToWriteInstead() throws IOException {
    var rules = schema().findValues("x-kubernetes-validations");

    assertThat(rules)
        .hasSizeGreaterThan(30)
        .allSatisfy(
            list ->
                assertThat(list)
                    .allSatisfy(rule -> assertThat(rule.path("message").asText()).isNotBlank()));
  }

  @Test
  void conditionsMergeByTheirType() throws IOException {
    var conditions = schema().at("/properties/status/properties/conditions");

    assertThat(conditions.path("x-kubernetes-list-type").asText()).isEqualTo("map");
    assertThat(conditions.at("/x-kubernetes-list-map-keys/0").asText()).isEqualTo("type");
  }

  private static void collectBare(JsonNode schema, String path, List<String> bare) {
    for (var property : schema.path("properties").properties()) {
      var at = path + "/" + property.getKey();
      if (property.getValue().path("description").asText().isBlank()) {
        bare.add(at);
      }
      collectBare(property.getValue(), at, bare);
      collectBare(property.getValue().path("items"), at + "[]", bare);
    }
  }

  private static JsonNode schema() throws IOException {
    return new ObjectMapper()
        .<JsonNode>valueToTree(CrdAssembly.crd())
        .at("/spec/versions/0/schema/openAPIV3Schema");
  }
}
