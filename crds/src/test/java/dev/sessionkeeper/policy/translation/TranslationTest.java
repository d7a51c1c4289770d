package dev.sessionkeeper.policy.translation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfig.PolicyReference;
import dev.sessionkeeper.contract.SidecarConfigWriter;
import dev.sessionkeeper.policy.CelRules;
import dev.sessionkeeper.policy.Golden;
import dev.sessionkeeper.policy.SessionPolicySpec;
import dev.sessionkeeper.policy.SmallestPolicy;
import dev.sessionkeeper.policy.manifest.PolicyReader;
import dev.sessionkeeper.policy.manifest.PolicyReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TranslationTest {
  private static final Path FILES = Path.of("src/test/resources");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Path CRD =
      Path.of("../helm/sessionkeeper/files/crds/sessionpolicies.sessionkeeper.dev.yaml");
  private static final JsonNode SCHEMA = schema();

  static LongStream seeds() {
    return LongStream.range(0, 1_000);
  }

  @ParameterizedTest
  @CsvSource({"policy-smallest", "policy-full"})
  void aPolicyMeansItsGoldenContract(String name) throws IOException {
    var manifest = Files.readString(FILES.resolve(name + ".yaml"));

    var translation = Translation.ofManifest(manifest, Placement.POD);

    assertThat(translation).isInstanceOf(Translation.Usable.class);
    Golden.check(
        FILES.resolve(name + ".contract.json"),
        SidecarConfigWriter.write(((Translation.Usable) translation).config()) + "\n");
  }

  /// A URL may be one by its form and still name no host that a client can read, a pattern may
  /// be none, and a rule may close the page that it sends to; no other policy that the CRD lets
  /// pass is refused.
  @ParameterizedTest
  @MethodSource("seeds")
  void whatSchemaAndRulesAllowIsUsableButForWhatTheyCannotTell(long seed) {
    var manifest = AnyPolicy.of(seed);
    var allowed = allowed(manifest);

    var translation = Translation.ofManifest(manifest, Placement.POD);

    assertThat(
            allowed && translation instanceof Translation.Refused(var problems)
                ? problems
                : List.<Problem>of())
        .allMatch(
            problem ->
                problem
                    .path()
                    .matches(
                        "spec\\.supabase\\.url"
                            + "|spec\\.routes\\[\\d]\\.(pathPattern|signIn|stepUp)"));
  }

  /// An API server judges a default by the rules before it fills in what the default leaves out.
  @Test
  void defaultsHoldTheRulesAsTheyStand() {
    assertThat(brokenDefaults(SCHEMA, "spec")).isEmpty();
  }

  private static List<String> brokenDefaults(JsonNode schema, String path) {
    var here =
        schema.has("default")
            ? CelRules.brokenBy(schema.get("default"), schema, path)
            : List.<String>of();
    var below =
        schema.path("properties").properties().stream()
            .flatMap(
                member -> brokenDefaults(member.getValue(), path + "." + member.getKey()).stream());
    return Stream.concat(here.stream(), below).toList();
  }

  @Test
  void manyOfThosePoliciesAreAllowed() {
    var allowed = 0;
    for (var seed : seeds().limit(200).toArray()) {
      allowed += allowed(AnyPolicy.of(seed)) ? 1 : 0;
    }

    assertThat(allowed).isBetween(20, 180);
  }

  @Test
  void theSpecOfAClusterMeansWhatItsManifestMeans() throws IOException {
    var manifest = JSON.readTree(AnyPolicy.of(1));
    var spec = JSON.treeToValue(manifest.get("spec"), SessionPolicySpec.class);

    var translation = Translation.of(new PolicyReference("shop", "web", 7), spec, Placement.POD);

    assertThat(translation).isEqualTo(Translation.ofManifest(manifest.toString(), Placement.POD));
  }

  @ParameterizedTest
  @CsvSource({
    "MoveApp, 3000, 3000, 13000",
    "MoveApp, 55535, 55535, 65535",
    "MoveApp, 55536, 55536, 45536",
    "Redirect, 3000, 9181, 3000",
    "Manual, 8080, 9181, 8080"
  })
  void portsFollowTheTakeover(String takeover, int port, int listener, int upstream) {
    var config =
        usable(
            SmallestPolicy.withTraffic("port: %d, takeover: %s".formatted(port, takeover)),
            Placement.POD);

    assertThat(config.config().listener().port()).isEqualTo(listener);
    assertThat(config.config().upstream().port()).isEqualTo(upstream);
    assertThat(config.config().admin().port()).isEqualTo(9180);
  }

  @Test
  void aLaptopListensForItselfAndReadsSecretsFromItsDirectory() {
    var config = usable(SmallestPolicy.yaml(), Placement.laptop(Path.of("secrets"))).config();

    assertThat(config.listener().host()).isEqualTo("127.0.0.1");
    assertThat(config.admin().host()).isEqualTo("127.0.0.1");
    assertThat(config.supabase().publishableKeyFile())
        .isEqualTo("secrets/supabase/publishable-key");
  }

  @Test
  void whatIsWrongIsToldByThePathsOfThePolicy() {
    var manifest =
        SmallestPolicy.withTraffic("port: 9180") + "  refresh: {margin: 5m, early: 2m}\n";

    var translation = Translation.ofManifest(manifest, Placement.POD);

    assertThat(((Translation.Refused) translation).problems())
        .extracting(Problem::path)
        .containsExactly("spec.refresh.early", "spec.traffic.port");
  }

  @Test
  void aHostThatNoClientReadsIsToldAtTheUrl() {
    var manifest =
        SmallestPolicy.yaml()
            .replace("https://abcdefghijklmnopqrst.supabase.co", "http://1.2.3.4.5");

    var translation = Translation.ofManifest(manifest, Placement.POD);

    assertThat(((Translation.Refused) translation).problems())
        .singleElement()
        .extracting(Problem::path)
        .isEqualTo("spec.supabase.url");
  }

  private static JsonNode schema() {
    try {
      return new YAMLMapper()
          .readTree(Files.readString(CRD))
          .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean allowed(String manifest) {
    return PolicyReader.read(manifest) instanceof PolicyReading.Valid valid
        && CelRules.brokenBy(valid.spec(), SCHEMA, "spec").isEmpty();
  }

  private static Translation.Usable usable(String manifest, Placement placement) {
    return (Translation.Usable) Translation.ofManifest(manifest, placement);
  }
}
