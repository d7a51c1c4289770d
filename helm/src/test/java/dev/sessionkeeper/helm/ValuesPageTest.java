package dev.sessionkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `values.yaml` is the page that `helm show values` prints; README and schema follow it.
class ValuesPageTest {
  private static final Path VALUES = Chart.FOLDER.resolve("values.yaml");
  private static final Path README = Chart.FOLDER.resolve("README.md");
  private static final String TABLE = "| Value | Default | Meaning |\n|---|---|---|\n";

  @Test
  void everyValueIsDocumented() throws IOException {
    assertThat(leaves(new YAMLMapper().readTree(VALUES.toFile()), "", documented()))
        .isSubsetOf(documented());
  }

  @Test
  void everyCommentIsASentence() throws IOException {
    assertThat(page())
        .filteredOn(ValuesPage.Value::documented)
        .allSatisfy(value -> assertThat(value.text()).as(value.path()).endsWith("."));
  }

  @Test
  void readmeHasTheTableOfValues() throws IOException {
    var text = Golden.text(README);
    var head = text.substring(0, text.indexOf(TABLE));

    Golden.assertEqual(README, head + TABLE + rows());
  }

  /// A value without a schema would be refused; one in the schema alone would be a secret.
  @Test
  void schemaKnowsTheValuesOfThePageAndNoOther() throws IOException {
    var schema = new ObjectMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile());

    assertThat(schemaPaths(schema, "", documented()))
        .containsExactlyInAnyOrderElementsOf(documented());
  }

  private static List<ValuesPage.Value> page() throws IOException {
    return ValuesPage.read(Files.readAllLines(VALUES));
  }

  private static Set<String> documented() throws IOException {
    return page().stream()
        .filter(ValuesPage.Value::documented)
        .map(ValuesPage.Value::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String rows() throws IOException {
    var defaults = new YAMLMapper().readTree(VALUES.toFile());
    return page().stream()
        .filter(ValuesPage.Value::documented)
        .map(value -> row(value, defaults.at("/" + value.path().replace('.', '/'))))
        .collect(Collectors.joining());
  }

  private static String row(ValuesPage.Value value, JsonNode byDefault) {
    return "| `%s` | `%s` | %s |\n".formatted(value.path(), byDefault, value.text());
  }

  /// Paths of the values of a tree; what is documented as a whole is not taken apart.
  private static Set<String> leaves(JsonNode node, String path, Set<String> whole) {
    var found = new TreeSet<String>();
    if (whole.contains(path) || !node.isObject() || node.isEmpty()) {
      found.add(path);
      return found;
    }
    node.properties()
        .forEach(
            member -> found.addAll(leaves(member.getValue(), below(path, member.getKey()), whole)));
    return found;
  }

  private static Set<String> schemaPaths(JsonNode schema, String path, Set<String> whole) {
    var found = new TreeSet<String>();
    var properties = schema.path("properties");
    if (path.equals("global")) {
      return found;
    }
    if (whole.contains(path) || properties.isEmpty()) {
      found.add(path);
      return found;
    }
    properties
        .properties()
        .forEach(
            member ->
                found.addAll(schemaPaths(member.getValue(), below(path, member.getKey()), whole)));
    return found;
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
