package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.ClientAddress;
import dev.sessionkeeper.contract.SidecarConfig.Supabase;
import dev.sessionkeeper.sidecar.admin.Reason;
import dev.sessionkeeper.sidecar.config.SecretFile;
import dev.sessionkeeper.sidecar.supabase.ApiKey;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.simulator.SimulatorOptions;
import dev.sessionkeeper.simulator.control.Fault;
import dev.sessionkeeper.simulator.control.FaultRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StartMessagesTest {
  private static final String AUTH_URL = "https://abcdefghijklmnopqrst.supabase.co/auth/v1";
  private static final String KEY_FILE = "/etc/sessionkeeper/secrets/publishable-key";
  private static final Fault REFUSED = new Fault.Answer(401, Map.of(), "");

  @TempDir private Path folder;

  static Stream<String> wrongFiles() throws IOException {
    var wrong =
        RunningSidecar.config(
            root -> {
              RunningSidecar.object(root, "listener").put("port", "3000");
              RunningSidecar.object(root, "refresh").remove("margin");
            });
    var contradiction =
        RunningSidecar.config(root -> RunningSidecar.object(root, "refresh").put("early", "100s"));
    return Stream.of(wrong.toString(), contradiction.toString(), "{\"policy\": }");
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void everyProblemOfTheFileIsTold(String json) throws Exception {
    Files.writeString(folder.resolve("sidecar.json"), json);

    var end = run("--config", "sidecar.json");

    assertThat(end.code()).isEqualTo(ExitCode.USAGE.number());
    TroubleshootingPage.assertQuotes(end.message());
  }

  @Test
  void aFileThatIsNotThereIsTold() throws Exception {
    var end = run("--config", "sidecar.json");

    assertThat(end.code()).isEqualTo(ExitCode.USAGE.number());
    TroubleshootingPage.assertQuotes(end.message());
  }

  @Test
  void aWrongCommandLineIsTold() throws Exception {
    var end = run("--port", "3000");

    assertThat(end.code()).isEqualTo(ExitCode.USAGE.number());
    TroubleshootingPage.assertQuotes(end.message().lines().findFirst().orElseThrow());
  }

  @Test
  void aPortInUseIsTold() throws IOException {
    try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = busy.getLocalPort();
      var config =
          RunningSidecar.config(root -> RunningSidecar.object(root, "listener").put("port", port));

      var start = RunningSidecar.start(folder, config);

      assertThat(start).isInstanceOf(Sidecar.Start.PortUnavailable.class);
      var sentence = ((Sidecar.Start.PortUnavailable) start).sentence();
      TroubleshootingPage.assertQuotes(
          "sidecar: "
              + sentence.replace("Port " + port, "Port 3000").replace("127.0.0.1", "0.0.0.0"));
    }
  }

  @Test
  void everyStateOfASecretFileIsTold() throws IOException {
    var missing = folder.resolve("missing");
    var empty = Files.writeString(folder.resolve("empty"), " \n");
    var spaced = Files.writeString(folder.resolve("spaced"), "two words");

    for (var file : List.of(missing, empty, spaced)) {
      var secret = new SecretFile<>("supabase.publishableKeyFile", file.toString(), ApiKey::of);

      var complaint = secret.complaint().orElseThrow();

      TroubleshootingPage.assertQuotes(complaint.replace(file.toString(), KEY_FILE));
    }
  }

  @Test
  void aSecretKeyThatIsNotNeededIsTold() throws IOException {
    var key = Optional.of(new ApiKey("sb_secret_0"));
    var url = URI.create(AUTH_URL);

    var reason = KeyAdvice.of(key, new Supabase(url, url, "sb", KEY_FILE, ClientAddress.NONE));

    TroubleshootingPage.assertQuotes(reason.orElseThrow().message());
    TroubleshootingPage.assertQuotes(reason.orElseThrow().code().spelling());
    assertThat(KeyAdvice.of(key, new Supabase(url, url, "sb", KEY_FILE, ClientAddress.FORWARD)))
        .isEmpty();
  }

  @Test
  void everyStateOfTheAuthServerIsTold() throws IOException {
    try (var stage = AuthStage.with(SimulatorOptions.defaults())) {
      var url = stage.simulator().url();
      assertTold(stage, url + "/auth/v1");
      assertTold(stage, "http://127.0.0.1:" + RunningSidecar.freePort());
      stage.simulator().faults().add(FaultRule.onEverything(REFUSED));
      assertTold(stage, url);
    }
  }

  private static void assertTold(AuthStage stage, String url) throws IOException {
    var answer = AuthStage.answer(stage.client(url).health(AuthStage.PATIENCE));
    var reason = AuthProbe.judge(answer, URI.create(url));
    assertThat(reason).isPresent();
    TroubleshootingPage.assertQuotes(
        reason.map(Reason::message).orElseThrow().replace(url, AUTH_URL));
    TroubleshootingPage.assertQuotes(reason.map(found -> found.code().spelling()).orElseThrow());
  }

  private record End(int code, String message) {}

  /// Runs the program as its users do, in a folder of its own.
  private End run(String... arguments) throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        Stream.concat(
                Stream.of(
                    java,
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.sessionkeeper.sidecar.Main"),
                Stream.of(arguments))
            .toList();
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var message = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new End(process.waitFor(), message);
  }
}
