package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.simulator.SimulatorOptions;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands `inspect` and `explain`, from the command line to what is printed.
class ToolsTest {
  private static final String POLICY =
      """
      apiVersion: sessionkeeper.dev/v1alpha1
      kind: SessionPolicy
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        supabase:
          url: https://shop.supabase.co
          publishableKey: {name: supabase, key: publishable-key}
        traffic: {port: 3000}
        routes:
          - {path: "/dashboard/*", hosts: [shop.example.com], session: Require, signIn: /login}
          - {path: "/*", headers: [Purpose], session: Ignore}
      """;

  @TempDir private Path folder;

  @Test
  void anExpiredSessionOfARealServerIsExplainedWithItsKeys() throws Exception {
    try (var auth = AuthStage.with(SimulatorOptions.defaults())) {
      var session = auth.signUp();
      var cookies = "Cookie: sb-shop-auth-token=" + encoded(session.json());

      var answer =
          answer(cookies, "inspect", "--jwks", auth.simulator().url() + "/.well-known/jwks.json");

      assertThat(answer.code()).isEqualTo(ExitCode.OK);
      assertThat(answer.text())
          .contains("The session is in 1 cookie")
          .contains("role authenticated, aal aal1")
          .contains("The session is fresh")
          .doesNotContain("eyJ", "base64-", "@", session.refreshToken().value());
    }
  }

  @Test
  void aConfigurationNamesTheCookie() throws Exception {
    var policy = Files.writeString(folder.resolve("policy.yaml"), POLICY).toString();

    var answer = answer("a=1", "inspect", "--config", policy, "--output", "json");

    assertThat(answer.code()).isEqualTo(ExitCode.OK);
    assertThat(new JsonObject(answer.text()).getString("cookie")).isEqualTo("sb-shop-auth-token");
    assertThat(new JsonObject(answer.text()).getString("state")).isEqualTo("none");
  }

  @Test
  void tooMuchIsRefused() {
    var answer = answer("a=" + "1".repeat(1 << 20), "inspect");

    assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.text()).startsWith("sidecar: expected at most 1048576 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example.com/dashboard?a=b, routes[0]",
    "https://SHOP.example.com:8443/dashboard, routes[0]",
    "https://other.example.com/dashboard, no rule",
    "/dashboard, no rule",
    "https://shop.example.com, no rule",
    "https://shop.example.com?x, no rule"
  })
  void theRuleOfAnAddressIsExplained(String url, String rule) throws Exception {
    var policy = Files.writeString(folder.resolve("policy.yaml"), POLICY).toString();

    assertThat(answer("", "explain", "--config", policy, "GET", url).text()).contains(rule);
  }

  @Test
  void headerFieldsCount() throws Exception {
    var policy = Files.writeString(folder.resolve("policy.yaml"), POLICY).toString();

    assertThat(
            answer("", "explain", "--config", policy, "--header", "PURPOSE: x", "GET", "/").text())
        .contains("routes[1] (path /*, Ignore)");
  }

  @Test
  void aPolicyThatIsRefusedIsTold() throws Exception {
    var loop = POLICY.replace("/dashboard/*", "/*").replace("hosts: [shop.example.com], ", "");
    var policy = Files.writeString(folder.resolve("policy.yaml"), loop).toString();

    var answer = answer("", "explain", "--config", policy, "GET", "/");

    assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.text())
        .contains("spec.routes[0].signIn: expected a path that is open without a session");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect --port 1",
        "inspect x",
        "inspect --output xml",
        "inspect --name",
        "explain GET /",
        "explain --config",
        "explain --config f GET",
        "explain --config f GET / more",
        "inspect --name a --name b"
      })
  void aWrongCommandLineIsToldWithItsHelp(String line) {
    var answer = answer("", line.split(" ", -1));

    assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.text()).startsWith("sidecar: expected ").contains("Usage: java -jar");
  }

  @Test
  void helpIsThere() {
    assertThat(answer("", "inspect", "--help").text()).isEqualTo(Tool.INSPECT_HELP);
    assertThat(answer("", "explain", "-h").text()).isEqualTo(Tool.EXPLAIN_HELP);
    assertThat(answer("", "explain", "-h").code()).isEqualTo(ExitCode.OK);
  }

  private static Tools.Answer answer(String input, String... words) {
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    var asked = (CommandLine.Ask) CommandLine.of(List.of(words));
    return new Tools(in, Clock.systemUTC()).answer(asked.tool());
  }

  private static String encoded(String json) {
    return URLEncoder.encode(json, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
