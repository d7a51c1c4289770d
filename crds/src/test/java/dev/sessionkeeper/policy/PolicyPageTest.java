package dev.sessionkeeper.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sessionkeeper.policy.translation.Placement;
import dev.sessionkeeper.policy.translation.Translation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Makes `docs/reference/sessionpolicy.md` from the CRD.
class PolicyPageTest {
  private static final Path PAGE = Path.of("../docs/reference/sessionpolicy.md");
  private static final Path CRD =
      Path.of("../helm/sessionkeeper/files/crds/sessionpolicies.sessionkeeper.dev.yaml");
  private static final Path HEAD = Path.of("src/test/resources/sessionpolicy-head.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final int MOST_LINES = 10;

  private final StringBuilder rules = new StringBuilder();

  @Test
  void thePageIsMadeFromTheCrd() throws IOException {
    var schema = new YAMLMapper().readTree(Files.readString(CRD)).findValue("openAPIV3Schema");
    var page = new StringBuilder(Files.readString(HEAD));
    page.append("\n## Spec\n\n").append(table(schema.at("/properties/spec"), "spec"));
    page.append("\n## Fields that must agree\n\n| Field | Message |\n|---|---|\n").append(rules);
    page.append("\n## Status\n\n").append(table(schema.at("/properties/status"), "status"));

    Golden.check(PAGE, page.toString());
  }

  @Test
  void theExampleOfTenLinesIsUsable() throws IOException {
    var example = EXAMPLE.matcher(Files.readString(PAGE));

    assertThat(example.find()).isTrue();
    assertThat(example.group(1).lines().count()).isLessThanOrEqualTo(MOST_LINES);
    assertThat(Translation.ofManifest(example.group(1), Placement.POD))
        .isInstanceOfSatisfying(
            Translation.Usable.class, usable -> assertThat(usable.ignored()).isEmpty());
  }

  private String table(JsonNode schema, String path) {
    var rows = new StringBuilder("| Field | Type | Default | Meaning |\n|---|---|---|---|\n");
    addRules(schema, path);
    addRows(schema, path, rows);
    return rows.toString();
  }

  private void addRows(JsonNode schema, String path, StringBuilder rows) {
    for (var property : schema.path("properties").properties()) {
      var field = property.getValue();
      var at = path + "." + property.getKey();
      rows.append(
          "| `%s` | %s | %s | %s |\n".formatted(at, type(field), fallback(field), text(field)));
      addRules(field, at);
      addRules(field.path("items"), at + "[]");
      addRows(field, at, rows);
      addRows(field.path("items"), at + "[]", rows);
    }
  }

  private void addRules(JsonNode schema, String path) {
    schema
        .path("x-kubernetes-validations")
        .forEach(
            rule ->
                rules.append(
                    "| `%s` | %s |\n".formatted(path, cell(rule.path("message").asText()))));
  }

  private static String type(JsonNode field) {
    return field.has("enum")
        ? StreamSupport.stream(field.get("enum").spliterator(), false)
            .map(choice -> "`" + choice.asText() + "`")
            .collect(Collectors.joining(", "))
        : field.path("type").asText();
  }

  private static String fallback(JsonNode field) {
    var fallback = field.path("default");
    if (fallback.isMissingNode() || (fallback.isObject() && fallback.isEmpty())) {
      return "";
    }
    return fallback.isArray() && !fallback.isEmpty()
        ? "%d rules".formatted(fallback.size())
        : "`" + cell(fallback.isTextual() ? fallback.asText() : fallback.toString()) + "`";
  }

  private static String text(JsonNode field) {
    return cell(field.path("description").asText());
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
  }
}
