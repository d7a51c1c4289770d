package dev.sessionkeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarConfigTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GOLDEN = Path.of("src/test/resources/sidecar-config.json");

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readingReturnsWhatWasWritten(long seed) {
    var config = AnyConfig.of(seed);

    var reading = SidecarConfigReader.read(SidecarConfigWriter.write(config));

    assertThat(reading).isEqualTo(new ConfigReading.Valid(config, List.of()));
  }

  @Test
  void theContractIsTheGoldenFile() throws IOException {
    var golden = Files.readString(GOLDEN);

    var reading = SidecarConfigReader.read(golden);

    assertThat(reading).isInstanceOf(ConfigReading.Valid.class);
    assertThat(SidecarConfigWriter.write(((ConfigReading.Valid) reading).config()) + "\n")
        .isEqualTo(golden);
  }

  @Test
  void everyMissingMemberIsAProblemWithItsPath() throws IOException {
    for (var path : memberPaths(JSON.readTree(golden()), "")) {
      var problems = problemsOf(root -> remove(root, path));

      assertThat(problems).as(path).singleElement().extracting(Problem::path).isEqualTo(path);
      assertThat(problems.getFirst().found()).isEqualTo("nothing");
    }
  }

  @Test
  void everyMemberOfTheWrongTypeIsAProblemWithItsPath() throws IOException {
    for (var path : memberPaths(JSON.readTree(golden()), "")) {
      var problems = problemsOf(root -> replace(root, path, JSON.createArrayNode().add(1.5)));

      assertThat(problems).as(path).isNotEmpty();
      assertThat(problems.getFirst().path()).startsWith(path);
    }
  }

  @Test
  void allProblemsAreToldAtOnce() {
    var problems =
        problemsOf(
            root -> {
              ((ObjectNode) root.get("listener")).put("port", 70_000);
              ((ObjectNode) root.get("supabase")).put("url", "postgres://db");
              ((ObjectNode) root.get("routes").get(1)).put("session", "Protect");
            });

    assertThat(problems)
        .extracting(Problem::sentence)
        .containsExactly(
            "listener.port: expected a whole number from 1 to 65535, found 70000",
            "supabase.url: expected an http or https URL with a host, such as"
                + " https://abcdefghijklmnopqrst.supabase.co, found \"postgres://db\"",
            "routes[1].session: expected Ignore | Refresh | Require, found \"Protect\"");
  }

  @Test
  void unknownMembersAreNotedAndIgnored() throws IOException {
    var root = JSON.readTree(golden());
    ((ObjectNode) root.get("refresh")).put("jitter", "5s");
    ((ObjectNode) root).put("zone", 1);

    var reading = SidecarConfigReader.read(root.toString());

    assertThat(reading)
        .isInstanceOfSatisfying(
            ConfigReading.Valid.class,
            valid -> assertThat(valid.ignored()).containsExactly("refresh.jitter", "zone"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "early | refresh.early: at least refresh.margin (2m)",
        "secure | cookies.secure: true, as cookies.sameSite is None",
        "partitioned | cookies.secure: true, as cookies.partitioned is true",
        "secret | verify.jwtSecretFile: the path of a file, as verify.mode is Secret",
        "port | admin.port: another port than listener.port",
      })
  void membersThatContradictEachOtherAreAProblem(String what, String expected) {
    var problems = problemsOf(root -> contradict(root, what));

    assertThat(problems)
        .extracting(problem -> problem.path() + ": " + problem.expected())
        .containsExactly(expected);
  }

  @Test
  void contradictionsAreToldBesideOtherProblems() {
    var problems =
        problemsOf(
            root -> {
              contradict(root, "early");
              ((ObjectNode) root.get("listener")).put("port", 0);
            });

    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly("listener.port", "refresh.early");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"eyJhbGciOiJIUzI1NiJ9.e30.x", "sb_secret_marked", "sb_publishable_marked"})
  void aSecretInThePlaceOfAPathOrUrlIsNeverShown(String secret) {
    var problems =
        problemsOf(
            root -> {
              ((ObjectNode) root.get("supabase")).put("publishableKeyFile", secret);
              ((ObjectNode) root.get("supabase")).put("url", "https://u:" + secret + "@host");
            });

    assertThat(problems)
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem.sentence()).doesNotContain(secret));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trustedProxies | 10.0.0.0/33",
        "trustedProxies | 300.0.0.0/8",
        "trustedProxies | ::1",
        "trustedProxies | fd00::/129",
        "trustedProxies | example.com/8",
      })
  void whatIsNoAddressBlockIsAProblem(String member, String value) {
    var problems = problemsOf(root -> ((ArrayNode) root.get(member)).set(0, value));

    assertThat(problems).singleElement().extracting(Problem::path).isEqualTo(member + "[0]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "s", "-3s", "1.5s", "3 s", "3S", "1m1h", "P1D", "99999999h"})
  void whatIsNoDurationIsAProblem(String text) {
    var problems = problemsOf(root -> ((ObjectNode) root.get("refresh")).put("timeout", text));

    assertThat(problems).singleElement().extracting(Problem::path).isEqualTo("refresh.timeout");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "http://supabase_kong:8000, true",
        "https://[::1]:9999/auth/v1, true",
        "https://db.example.com, true",
        "https://, false",
        "https:///auth, false",
        "//host, false",
        "ftp://host, false",
        "https://host:port, false",
        "https://h?x=1, false",
        "https://u:p@h, false",
        "not a url, false",
      })
  void aUrlNeedsSchemeAndHost(String url, boolean good) throws IOException {
    var root = JSON.readTree(golden());
    ((ObjectNode) root.get("supabase")).put("authUrl", url);

    var reading = SidecarConfigReader.read(root.toString());

    assertThat(reading instanceof ConfigReading.Valid).isEqualTo(good);
  }

  @ParameterizedTest
  @ValueSource(strings = {"__Host-sb", "__host-sb"})
  void aHostPrefixAsksForItsAttributes(String name) {
    var problems =
        problemsOf(
            root -> {
              ((ObjectNode) root.get("supabase")).put("cookieName", name);
              ((ObjectNode) root.get("cookies")).put("domain", "example.com");
            });

    assertThat(problems).singleElement().extracting(Problem::path).isEqualTo("supabase.cookieName");
  }

  @Test
  void aMemberGivenTwiceIsNotGuessedAt() throws IOException {
    var twice = golden().replaceFirst("\"port\" : 3000", "\"port\" : 3000, \"port\" : 3001");

    assertThat(SidecarConfigReader.read(twice)).isInstanceOf(ConfigReading.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "[]", "null", "{\"policy\": tru", "\"text\""})
  void textThatIsNoObjectIsOneProblemOrMore(String text) {
    assertThat(SidecarConfigReader.read(text)).isInstanceOf(ConfigReading.Invalid.class);
  }

  @Test
  void aTextBeyondTheBoundIsRefusedUnread() {
    var text = " ".repeat(SidecarConfigReader.LONGEST_TEXT + 1);

    assertThat(SidecarConfigReader.read(text)).isInstanceOf(ConfigReading.Invalid.class);
  }

  private static void contradict(JsonNode root, String what) {
    switch (what) {
      case "early" -> ((ObjectNode) root.get("refresh")).put("early", "100s");
      case "secure" ->
          ((ObjectNode) root.get("cookies")).put("secure", false).put("sameSite", "None");
      case "partitioned" ->
          ((ObjectNode) root.get("cookies")).put("secure", false).put("partitioned", true);
      case "secret" -> ((ObjectNode) root.get("verify")).put("mode", "Secret");
      case "port" -> ((ObjectNode) root.get("admin")).put("port", 3000);
      default -> throw new IllegalArgumentException("what");
    }
  }

  private static List<Problem> problemsOf(Consumer<JsonNode> change) {
    try {
      var root = JSON.readTree(golden());
      change.accept(root);
      var reading = SidecarConfigReader.read(root.toString());
      assertThat(reading).isInstanceOf(ConfigReading.Invalid.class);
      return ((ConfigReading.Invalid) reading).problems();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String golden() throws IOException {
    return Files.readString(GOLDEN, StandardCharsets.UTF_8);
  }

  private static List<String> memberPaths(JsonNode node, String path) {
    var paths = new ArrayList<String>();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              paths.add(path + name);
              paths.addAll(memberPaths(node.get(name), path + name + "."));
            });
    return paths;
  }

  private static void remove(JsonNode root, String path) {
    parent(root, path).remove(path.substring(path.lastIndexOf('.') + 1));
  }

  private static void replace(JsonNode root, String path, ArrayNode value) {
    parent(root, path).set(path.substring(path.lastIndexOf('.') + 1), value);
  }

  private static ObjectNode parent(JsonNode root, String path) {
    var node = root;
    for (var at = path.indexOf('.'); at >= 0; at = path.indexOf('.')) {
      node = node.get(path.substring(0, at));
      path = path.substring(at + 1);
    }
    return (ObjectNode) node;
  }
}
