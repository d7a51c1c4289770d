package dev.sessionkeeper.policy.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.policy.SessionPolicySpec;
import dev.sessionkeeper.policy.schema.PatternWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void defaultsOfAbsentGroupsAreApplied() throws IOException {
    var spec = valid(manifest()).spec();

    assertThat(spec.at("/refresh/early").asText()).isEqualTo("10m");
    assertThat(spec.at("/sidecar/resources/limits/memory").asText()).isEqualTo("192Mi");
    assertThat(spec.at("/routes/0/methods").isArray()).isTrue();
    assertThat(spec.path("routes").get(0).path("path").asText()).isEqualTo("/_next/static/*");
  }

  @Test
  void defaultsBesideGivenMembersAreAppliedAndNullCountsAsAbsent() throws IOException {
    var spec = valid(manifest() + "  refresh: {margin: 3m, early: null}\n").spec();

    assertThat(spec.at("/refresh/margin").asText()).isEqualTo("3m");
    assertThat(spec.at("/refresh/early").asText()).isEqualTo("10m");
  }

  @Test
  void theDefaultOfOneReadingIsNotThatOfTheNext() throws IOException {
    ((ObjectNode) valid(manifest()).spec().path("refresh")).put("early", "1h");

    assertThat(valid(manifest()).spec().at("/refresh/early").asText()).isEqualTo("10m");
  }

  @Test
  void unknownMembersAreNotedAndIgnored() throws IOException {
    var reading = valid(manifest() + "  zone: b\n  refresh: {jitter: 5s}\n");

    assertThat(reading.ignored()).containsExactlyInAnyOrder("spec.zone", "spec.refresh.jitter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "port: 3000 ; port: 70000 ; spec.traffic.port: expected a whole number from 1 to 65535, found 70000",
        "port: 3000 ; port: web ; spec.traffic.port: expected a whole number, found \"web\"",
        "port: 3000 ; takeover: Manual ; spec.traffic.port: expected a value, found nothing",
        "port: 3000 ; port: 3000, takeover: Steal ; spec.traffic.takeover: expected Manual | MoveApp | Redirect, found \"Steal\"",
        "kind: SessionPolicy ; kind: Policy ; kind: expected SessionPolicy, found \"Policy\"",
        "{name: supabase, key: publishable-key} ; sb_secret_marked ; spec.supabase.publishableKey: expected an object, found a value that is not shown",
        "{app: web} ; {app: 1} ; spec.selector.matchLabels.app: expected a text, found 1",
        "https://abcdefghijklmnopqrst.supabase.co ; abcdefghijklmnopqrst.supabase.co ; spec.supabase.url: expected an http or https URL with a host, such as https://abcdefghijklmnopqrst.supabase.co, found \"abcdefghijklmnopqrst.supabase.co\"",
        "port: 3000 ; port: 3000, portVariable: MY-PORT ; spec.traffic.portVariable: expected the name of an environment variable such as PORT, found \"MY-PORT\"",
        "v1alpha1 ; v2 ; apiVersion: expected sessionkeeper.dev/v1alpha1, found \"sessionkeeper.dev/v2\"",
      })
  void whatIsWrongIsToldWithItsPath(String right, String wrong, String rest) throws IOException {
    var reading = PolicyReader.read(manifest().replace(right, wrong));

    assertThat(problems(reading)).extracting(Problem::sentence).containsExactly(rest);
  }

  @Test
  void everyPatternOfTheSchemaIsToldInWords() {
    var patterns = PolicySchema.spec().findValuesAsText("pattern");

    assertThat(patterns)
        .isNotEmpty()
        .allSatisfy(pattern -> assertThat(PatternWords.of(pattern)).doesNotContain(pattern));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    var reading = PolicyReader.read("kind: SessionPolicy\nspec: {traffic: {port: no}}\n");

    assertThat(problems(reading))
        .extracting(Problem::path)
        .containsExactly(
            "apiVersion", "metadata.name", "spec.selector", "spec.supabase", "spec.traffic.port");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a: [",
        "a: 1\na: 2",
        "--- 1\n--- 2",
        "a: &x [*x]",
        "a: &x [1]\nb: *x",
        "[]",
        "null"
      })
  void textThatIsNoPolicyIsAProblem(String text) {
    assertThat(PolicyReader.read(text)).isInstanceOf(PolicyReading.Invalid.class);
  }

  @Test
  void quantitiesMayBeNumbers() throws IOException {
    var reading = valid(manifest() + "  sidecar: {resources: {requests: {cpu: 1, memory: 1Gi}}}\n");

    assertThat(PolicyReader.typed(reading).sidecar().resources().requests())
        .containsEntry("cpu", "1");
  }

  @Test
  void membersOfANewerVersionDoNotStopAnOlderOne() throws IOException {
    var tree = valid(manifest()).spec();
    addUnknownMembers(tree);

    var spec = JSON.treeToValue(tree, SessionPolicySpec.class);

    assertThat(spec.traffic().port()).isEqualTo(3000);
  }

  private static void addUnknownMembers(JsonNode node) {
    node.forEach(PolicyReaderTest::addUnknownMembers);
    // Maps take any name: only quantities and labels are maps, and neither may hold an object.
    if (node instanceof ObjectNode object && !object.has("app") && !object.has("memory")) {
      object.putObject("newer");
    }
  }

  private static PolicyReading.Valid valid(String text) {
    return (PolicyReading.Valid) PolicyReader.read(text);
  }

  private static List<Problem> problems(PolicyReading reading) {
    return ((PolicyReading.Invalid) reading).problems();
  }

  private static String manifest() throws IOException {
    return Files.readString(Path.of("src/test/resources/policy-smallest.yaml"));
  }
}
