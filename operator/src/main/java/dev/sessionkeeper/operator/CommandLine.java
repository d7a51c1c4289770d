package dev.sessionkeeper.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the command line and the environment ask for.
sealed interface CommandLine {

  /// The text of `--help`.
  String HELP =
      """
      Usage: java -jar operator.jar [--NAME=VALUE ...]

      Watches SessionPolicy resources and injects the Sessionkeeper sidecar into the pods that
      they select. The chart sets all of this; see operator/README.md.

        --webhook-service=NAME      Service of the webhook, in the operator's namespace (sessionkeeper)
        --webhook-objects=PREFIX    the eight webhook configurations are PREFIX-0 to PREFIX-7 (sessionkeeper)
        --webhook-port=PORT         where admission reviews are answered (10250)
        --admin-port=PORT           where /livez, /readyz and /metrics are (8080)
        --certificates=own|external who makes the webhook's certificate (own)
        --certificate-secret=NAME   Secret of it, in the operator's namespace (sessionkeeper-webhook)
        --lease=NAME                Lease that the replicas agree by who leads (sessionkeeper)
        --sidecar-image=IMAGE       image of the sidecar, unless a policy names another; required
        --redirect-image=IMAGE      image with nft, for takeover Redirect; required
        --image-pull-policy=POLICY  Always, IfNotPresent or Never, for the redirect image (IfNotPresent)
        --watch-namespaces=A,B      namespaces that are served (all)
        --log-level=LEVEL           error, warn, info, debug or trace (info)
        --help                      this text
        --version                   the version

      Environment: POD_NAME and POD_NAMESPACE name this replica; both required.

      Exit codes:
         0  stopped as asked; running reviews were answered first (SIGTERM, SIGINT)
        64  the command line or the environment is wrong; every problem is listed
        69  a port cannot be opened, the API server cannot be used, or another replica leads now
        70  a bug
      """;

  /// Run.
  record Run(Settings settings) implements CommandLine {}

  /// Print the help.
  record Help() implements CommandLine {}

  /// Print the version.
  record Version() implements CommandLine {}

  /// Nothing that can be done.
  ///
  /// @param problems one sentence each
  record Wrong(List<String> problems) implements CommandLine {

    public Wrong {
      problems = List.copyOf(problems);
    }
  }

  static CommandLine of(List<String> arguments, Map<String, String> environment) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      return new Help();
    }
    if (arguments.contains("--version")) {
      return new Version();
    }
    return new Options(arguments, environment).read();
  }

  /// Reads options one by one and collects what is wrong with them.
  final class Options {
    private static final Pattern OPTION = Pattern.compile("--([a-z-]+)=(.*)");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern IMAGE = Pattern.compile("[\\w][\\w./:@-]*");

    private final Map<String, String> given = new HashMap<>();
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    private Options(List<String> arguments, Map<String, String> environment) {
      this.environment = environment;
      arguments.forEach(this::take);
    }

    private CommandLine read() {
      var settings =
          new Settings(
              variable("POD_NAMESPACE"),
              variable("POD_NAME"),
              port("webhook-port", "10250"),
              port("admin-port", "8080"),
              name("webhook-service", "sessionkeeper"),
              name("webhook-objects", "sessionkeeper"),
              certificates(),
              name("certificate-secret", "sessionkeeper-webhook"),
              name("lease", "sessionkeeper"),
              oneOf("log-level", "info", Set.of("error", "warn", "info", "debug", "trace")),
              image("sidecar-image"),
              image("redirect-image"),
              oneOf("image-pull-policy", "IfNotPresent", Set.of("Always", "IfNotPresent", "Never")),
              namespaces());
      given.keySet().stream()
          .sorted()
          .forEach(left -> problems.add("--%s is not known: see --help".formatted(left)));
      return problems.isEmpty() ? new Run(settings) : new Wrong(problems);
    }

    private void take(String argument) {
      var option = OPTION.matcher(argument);
      if (!option.matches()) {
        problems.add("%s: expected --NAME=VALUE".formatted(argument));
      } else if (given.put(option.group(1), option.group(2)) != null) {
        problems.add("--%s is given twice: give it once".formatted(option.group(1)));
      }
    }

    private String taken(String name, String otherwise) {
      var value = given.remove(name);
      return value == null ? otherwise : value;
    }

    private int port(String name, String otherwise) {
      var text = taken(name, otherwise);
      var number = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
      if (number < 1 || number > 65_535) {
        wrong(name, "a port from 1 to 65535", text);
      }
      return number;
    }

    private String name(String name, String otherwise) {
      var text = taken(name, otherwise);
      if (!NAME.matcher(text).matches()) {
        wrong(name, "the name of a Kubernetes object", text);
      }
      return text;
    }

    private String image(String name) {
      var text = taken(name, "");
      if (!IMAGE.matcher(text).matches()) {
        wrong(name, "an image such as registry.example.com/sidecar:1.0", text);
      }
      return text;
    }

    private String oneOf(String name, String otherwise, Set<String> values) {
      var text = taken(name, otherwise);
      if (!values.contains(text)) {
        wrong(name, "one of " + values.stream().sorted().collect(Collectors.joining(", ")), text);
      }
      return text;
    }

    private Settings.CertificateMode certificates() {
      return oneOf("certificates", "own", Set.of("own", "external")).equals("external")
          ? Settings.CertificateMode.EXTERNAL
          : Settings.CertificateMode.OWN;
    }

    private Set<String> namespaces() {
      var text = taken("watch-namespaces", "");
      var names = Arrays.stream(text.split(",", -1)).filter(one -> !one.isEmpty()).toList();
      names.stream()
          .filter(one -> !NAME.matcher(one).matches())
          .forEach(one -> wrong("watch-namespaces", "names of namespaces", one));
      return Set.copyOf(names);
    }

    private String variable(String name) {
      var value = environment.getOrDefault(name, "");
      if (value.isEmpty()) {
        problems.add("%s: expected in the environment, found nothing".formatted(name));
      }
      return value;
    }

    private void wrong(String name, String expected, String found) {
      problems.add("--%s: expected %s, found \"%s\"".formatted(name, expected, found));
    }
  }
}
