package dev.sessionkeeper.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void aFileIsNamedInOneArgumentOrTwo() {
    var run = new CommandLine.Run(Path.of("a.json"), Path.of("/etc/sessionkeeper/secrets"));

    assertThat(CommandLine.of(List.of("--config", "a.json"))).isEqualTo(run);
    assertThat(CommandLine.of(List.of("--config=a.json"))).isEqualTo(run);
  }

  @Test
  void theDirectoryOfSecretsMayStandBeforeOrBehindTheFile() {
    var run = new CommandLine.Run(Path.of("policy.yaml"), Path.of("secrets"));

    assertThat(CommandLine.of(List.of("--config", "policy.yaml", "--secrets", "secrets")))
        .isEqualTo(run);
    assertThat(CommandLine.of(List.of("--secrets=secrets", "--config=policy.yaml"))).isEqualTo(run);
  }

  @Test
  void helpAndVersionAreUnderstood() {
    assertThat(CommandLine.of(List.of("--help"))).isEqualTo(new CommandLine.Help());
    assertThat(CommandLine.of(List.of("-h"))).isEqualTo(new CommandLine.Help());
    assertThat(CommandLine.of(List.of("--version"))).isEqualTo(new CommandLine.Version());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--config",
        "--config=",
        "a.json",
        "--config a b",
        "--port 1",
        "--secrets s",
        "--config a --secrets",
        "--config a --secrets=",
        "--config a --config b"
      })
  void everythingElseIsWrong(String line) {
    var arguments = line.isEmpty() ? List.<String>of() : List.of(line.split(" ", -1));

    assertThat(CommandLine.of(arguments)).isInstanceOf(CommandLine.Wrong.class);
  }

  @Test
  void everyExitCodeIsInTheHelp() {
    for (var code : ExitCode.values()) {
      assertThat(CommandLine.HELP).containsPattern("(?m)^ *" + code.number() + "  ");
    }
  }
}
