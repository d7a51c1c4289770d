package dev.sessionkeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds `docs/reference/sidecar-config.md` to the reader. A row of the page is a member: its path,
/// what it expects in the very words of the reader, when a change is used, what it means.
class ReferencePageTest {
  private static final Path PAGE = Path.of("../docs/reference/sidecar-config.md");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)```");
  private static final int EXPECTED = 2;

  static Stream<String> members() throws IOException {
    return leaves(JSON.readTree(example()), "");
  }

  @Test
  void theExampleIsReadWithoutProblemsAndWithoutIgnoredMembers() throws IOException {
    var reading = SidecarConfigReader.read(example());

    assertThat(reading)
        .isInstanceOfSatisfying(
            ConfigReading.Valid.class, valid -> assertThat(valid.ignored()).isEmpty());
  }

  @Test
  void thePageHasOneRowForEachMemberAndNoOther() throws IOException {
    var rows = rows().map(row -> row.split("`", -1)[1]).toList();

    assertThat(rows).containsExactlyElementsOf(members().toList());
  }

  @ParameterizedTest
  @MethodSource("members")
  void aRowExpectsWhatTheReaderExpects(String member) throws IOException {
    var root = (ObjectNode) JSON.readTree(example());
    spoil(root, member.replace("[]", "").split("\\.", -1));

    var problem = problems(root).getFirst();

    assertThat(problem.path().replaceAll("\\[\\d+]", "[]")).startsWith(member);
    assertThat(cell(member).replace("\\|", "|").replace("`", "")).contains(problem.expected());
  }

  /// Puts a value of no right type in the place of a member, or of an element of a list.
  private static void spoil(ObjectNode root, String[] names) {
    var parent = root;
    for (var i = 0; i < names.length - 1; i++) {
      var next = parent.get(names[i]);
      parent = (ObjectNode) (next.isArray() ? next.get(0) : next);
    }
    parent.set(names[names.length - 1], JSON.createArrayNode().add(1.5));
  }

  private static List<Problem> problems(JsonNode root) {
    var reading = SidecarConfigReader.read(root.toString());
    assertThat(reading).isInstanceOf(ConfigReading.Invalid.class);
    return ((ConfigReading.Invalid) reading).problems();
  }

  private static Stream<String> leaves(JsonNode node, String path) {
    return StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
        .flatMap(name -> leaf(node.get(name), path + name));
  }

  private static Stream<String> leaf(JsonNode member, String path) {
    if (member.isObject()) {
      return leaves(member, path + ".");
    }
    return member.isArray() && member.get(0) instanceof ObjectNode first
        ? leaves(first, path + "[].")
        : Stream.of(path);
  }

  private static String cell(String member) throws IOException {
    var row = rows().filter(line -> line.startsWith("| `" + member + "` |")).findFirst();
    return row.orElseThrow().split("(?<!\\\\)\\|", -1)[EXPECTED];
  }

  private static Stream<String> rows() throws IOException {
    return Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `"));
  }

  private static String example() throws IOException {
    var example = EXAMPLE.matcher(Files.readString(PAGE));
    assertThat(example.find()).as("an example in %s", PAGE).isTrue();
    return example.group(1);
  }
}
