package dev.sessionkeeper.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.injection.Injection;
import io.fabric8.kubernetes.client.VersionInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  private static final Map<String, String> POD =
      Map.of("POD_NAME", "operator-0", "POD_NAMESPACE", "sessionkeeper");
  private static final String[] IMAGES = {
    "--sidecar-image=a/sidecar:1", "--redirect-image=a/nft:1"
  };

  @Test
  void everyDefaultIsTheOneThatHelpStates() {
    assertThat(read(IMAGES))
        .isEqualTo(
            new CommandLine.Run(
                new Settings(
                    "sessionkeeper",
                    "operator-0",
                    10250,
                    8080,
                    "sessionkeeper",
                    "sessionkeeper",
                    Settings.CertificateMode.OWN,
                    "sessionkeeper-webhook",
                    "sessionkeeper",
                    "info",
                    "a/sidecar:1",
                    "a/nft:1",
                    "IfNotPresent",
                    Set.of())));
    assertThat(CommandLine.HELP)
        .contains(
            "(10250)", "(8080)", "(own)", "(sessionkeeper-webhook)", "(IfNotPresent)", "(all)");
  }

  @Test
  void namespacesAreSeparatedByCommas() {
    var read =
        read("--watch-namespaces=shop,blog", "--certificates=external", IMAGES[0], IMAGES[1]);

    assertThat(read).isInstanceOf(CommandLine.Run.class);
    assertThat(((CommandLine.Run) read).settings().watchNamespaces()).containsOnly("shop", "blog");
    assertThat(((CommandLine.Run) read).settings().certificates())
        .isEqualTo(Settings.CertificateMode.EXTERNAL);
  }

  @ParameterizedTest
  @CsvSource({
    "--webhook-port=0, a port from 1 to 65535",
    "--webhook-port=a, a port from 1 to 65535",
    "--admin-port=70000, a port from 1 to 65535",
    "--lease=A b, the name of a Kubernetes object",
    "--certificates=helm, 'one of external, own'",
    "--log-level=loud, 'one of debug, error, info, trace, warn'",
    "--image-pull-policy=never, 'one of Always, IfNotPresent, Never'",
    "--watch-namespaces=Shop, names of namespaces",
    "--colour=blue, is not known",
    "colour, expected --NAME=VALUE",
  })
  void everyWrongValueIsOneSentence(String argument, String part) {
    var read = read(argument, IMAGES[0], IMAGES[1]);

    assertThat(problems(read)).hasSize(1);
    assertThat(problems(read).getFirst()).contains(argument.replaceFirst("=.*", ""), part);
  }

  @Test
  void allProblemsAreListed() {
    var read = CommandLine.of(List.of("--webhook-port=x"), Map.of());

    assertThat(problems(read)).hasSize(5);
  }

  @Test
  void helpNamesEveryOption() {
    var stated = Pattern.compile("--([a-z-]+)=").matcher(CommandLine.HELP).results();

    assertThat(stated.map(found -> found.group(1)).toList())
        .contains("webhook-objects", "redirect-image", "watch-namespaces")
        .allSatisfy(
            name ->
                assertThat(problems(read("--" + name + "=!")))
                    .noneMatch(one -> one.contains("not known")));
    assertThat(CommandLine.of(List.of("--help"), POD)).isEqualTo(new CommandLine.Help());
    assertThat(CommandLine.of(List.of("--version"), POD)).isEqualTo(new CommandLine.Version());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 28, ORDINARY",
    "1, 29+, NATIVE",
    "1, 34, NATIVE",
    "2, 0, NATIVE",
    "1, '', ORDINARY"
  })
  void nativeSidecarsAreUsedWhereTheClusterHasThem(
      String major, String minor, Injection.Kind kind) {
    var version = new VersionInfo.Builder().withMajor(major).withMinor(minor).build();

    assertThat(ClusterVersion.kind(version)).isEqualTo(kind);
  }

  private static CommandLine read(String... arguments) {
    return CommandLine.of(Arrays.asList(arguments), POD);
  }

  private static List<String> problems(CommandLine read) {
    return Stream.of(read)
        .filter(CommandLine.Wrong.class::isInstance)
        .map(CommandLine.Wrong.class::cast)
        .flatMap(wrong -> wrong.problems().stream())
        .toList();
  }
}
