package dev.sessionkeeper.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The members of `refresh.sharedStore` that must agree.
class SharedStoreConfigTest {
  private static final Path GOLDEN = Path.of("src/test/resources/sidecar-config.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STORE =
      """
      {"addresses": ["redis.shop:6379"], "topology": "Standalone", "master": "", "user": "",
       "passwordFile": "", "keysFile": "/secrets/keys", "tls": true, "caFile": "",
       "prefix": "shop", "timeout": "250ms", "lease": "750ms"}
      """;

  @Test
  void aStoreThatNeedsNoPasswordIsValid() throws IOException {
    assertThat(read(STORE)).isInstanceOf(ConfigReading.Valid.class);
  }

  @Test
  void withoutAddressesNothingElseCounts() throws IOException {
    var store =
        STORE
            .replace("\"redis.shop:6379\"", "")
            .replace("\"master\": \"\"", "\"master\": \"shop\"");

    assertThat(read(store))
        .isInstanceOfSatisfying(
            ConfigReading.Valid.class,
            valid -> assertThat(valid.config().refresh().sharedStore().exists()).isFalse());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"Standalone\"`, `\"Sentinel\"`, master",
        "`\"master\": \"\"`, `\"master\": \"shop\"`, master",
        "`\"/secrets/keys\"`, `\"\"`, keysFile",
        "`\"/secrets/keys\"`, `\"eyJhbGciOiJIUzI1NiJ9\"`, keysFile",
        "`\"user\": \"\"`, `\"user\": \"sidecar\"`, passwordFile",
        "`\"tls\": true, \"caFile\": \"\"`, `\"tls\": false, \"caFile\": \"/ca\"`, tls",
        "`750ms`, `749ms`, lease",
        "`redis.shop:6379`, `redis.shop`, addresses[0]",
        "`redis.shop:6379`, `redis_1:6379`, addresses[0]",
        "`redis.shop:6379`, `redis.shop:65536`, addresses[0]",
        "`redis.shop:6379`, `rediss://u:p@redis.shop:1`, addresses[0]",
        "`\"prefix\": \"shop\"`, `\"prefix\": \"a{b}\"`, prefix",
      })
  void whatDoesNotAgreeIsToldAtOneMember(String text, String other, String member)
      throws IOException {
    var reading = read(STORE.replace(text, other));

    assertThat(reading)
        .isInstanceOfSatisfying(
            ConfigReading.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .singleElement()
                    .extracting(Problem::path)
                    .isEqualTo("refresh.sharedStore." + member));
  }

  @Test
  void aLeaseLeavesTimeForACallOfOnesOwn() throws IOException {
    var longest = STORE.replace("750ms", "1500ms");

    assertThat(read(longest)).isInstanceOf(ConfigReading.Valid.class);
    assertThat(read(longest.replace("1500ms", "1501ms")))
        .isInstanceOfSatisfying(
            ConfigReading.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .singleElement()
                    .isEqualTo(
                        new Problem(
                            "refresh.timeout", "at least twice sharedStore.lease (3s2ms)", "3s")));
  }

  private static ConfigReading read(String store) throws IOException {
    var root = (ObjectNode) JSON.readTree(Files.readString(GOLDEN));
    ((ObjectNode) root.get("refresh")).set("sharedStore", JSON.readTree(store));
    return SidecarConfigReader.read(root.toString());
  }
}
