package dev.sessionkeeper.sidecar;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A question about the sidecar that is answered at once, without running it.
sealed interface Tool {

  String INSPECT = "inspect";
  String EXPLAIN = "explain";
  Set<String> NAMES = Set.of(INSPECT, EXPLAIN);

  /// The text of `inspect --help`.
  String INSPECT_HELP =
      """
      Usage: java -jar sidecar.jar inspect [--config FILE] [--name COOKIE] [--jwks FILE|URL]
                                           [--output text|json] < COOKIES

      Says in words what the sidecar would do with a session, and why. COOKIES is a Cookie
      header, a request that has one, a cookies.txt, or a JSON array of {name, value}, as
      browsers and their extensions export them; 1 MiB at most. No token is printed.

        --config FILE   a configuration or a policy: its cookie name, margins and failure policy;
                        without it the defaults of a policy, and the only sb-...-auth-token
        --name COOKIE   the name of the session cookie, without chunk suffix
        --jwks PLACE    the project's keys, to check the signature: a file, or an address such as
                        https://PROJECT.supabase.co/auth/v1/.well-known/jwks.json
        --output FORM   text (default), or json: facts, and the sentences as explanation

      Exit codes:
         0  explained, whatever state the session is in
        64  the command line or the file is wrong, or no session cookie came
        70  a bug
      """;

  /// The text of `explain --help`.
  String EXPLAIN_HELP =
      """
      Usage: java -jar sidecar.jar explain --config FILE [--header NAME]... [--output text|json]
                                           METHOD URL

      Says which rule of routes covers a request, and what follows. URL is an address such as
      https://shop.example.com/dashboard?x=1, or a path; nothing is sent anywhere.

        --config FILE   the configuration or the policy
        --header NAME   the request has this header field; may be given several times
        --output FORM   text (default), or json: facts, and the sentences as explanation

      Exit codes:
         0  explained, whatever the answer is
        64  the command line or the file is wrong
        70  a bug
      """;

  /// How the answer is written.
  enum Output {
    TEXT,
    JSON
  }

  /// What the sidecar would make of the cookies on standard input.
  record Inspect(
      Optional<Path> config, Optional<String> cookie, Optional<String> keys, Output output)
      implements Tool {}

  /// Which rule covers a request.
  record Explain(Path config, String method, String url, List<String> headers, Output output)
      implements Tool {}

  /// The help of a tool.
  record Help(String text) implements Tool {}

  /// No question that can be answered.
  ///
  /// @param message what was wrong with it
  /// @param help of the tool that was meant
  record Wrong(String message, String help) implements Tool {}

  /// Reads a command line whose first word is one of `NAMES`.
  static Tool of(List<String> arguments) {
    var isInspect = arguments.getFirst().equals(INSPECT);
    var help = isInspect ? INSPECT_HELP : EXPLAIN_HELP;
    var rest = arguments.subList(1, arguments.size());
    if (rest.contains("--help") || rest.contains("-h")) {
      return new Help(help);
    }
    try {
      return isInspect ? inspect(Words.of(rest)) : explain(Words.of(rest));
    } catch (InvalidPathException e) {
      return new Wrong("expected the path of a file after --config", help);
    } catch (IllegalArgumentException e) {
      return new Wrong(String.valueOf(e.getMessage()), help);
    }
  }

  private static Tool inspect(Words words) {
    words.allow(Set.of("--config", "--name", "--jwks", "--output"), 0);
    return new Inspect(
        words.last("--config").map(Path::of),
        words.last("--name"),
        words.last("--jwks"),
        words.output());
  }

  private static Tool explain(Words words) {
    words.allow(Set.of("--config", "--header", "--output"), 2);
    var config = words.last("--config");
    if (config.isEmpty() || words.plain().size() < 2) {
      throw new IllegalArgumentException("expected --config FILE METHOD URL");
    }
    return new Explain(
        Path.of(config.get()),
        words.plain().getFirst(),
        words.plain().getLast(),
        words.all("--header"),
        words.output());
  }

  /// The words of a command line, sorted into options and the others.
  record Words(Map<String, List<String>> options, List<String> plain) {

    static Words of(List<String> arguments) {
      var options = new HashMap<String, List<String>>();
      var plain = new ArrayList<String>();
      for (var i = 0; i < arguments.size(); i++) {
        var parts = arguments.get(i).split("=", 2);
        if (!parts[0].startsWith("--")) {
          plain.add(arguments.get(i));
        } else if (parts.length == 1 && i + 1 == arguments.size()) {
          throw new IllegalArgumentException("expected a value after " + parts[0]);
        } else {
          var value = parts.length == 2 ? parts[1] : arguments.get(++i);
          options.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(value);
        }
      }
      return new Words(options, plain);
    }

    void allow(Set<String> known, int mostPlain) {
      options.keySet().stream()
          .filter(option -> !known.contains(option))
          .findFirst()
          .ifPresent(
              option -> {
                throw new IllegalArgumentException("expected no option " + option);
              });
      if (plain.size() > mostPlain) {
        throw new IllegalArgumentException("expected no " + plain.get(mostPlain));
      }
    }

    List<String> all(String option) {
      return options.getOrDefault(option, List.of());
    }

    Optional<String> last(String option) {
      if (all(option).size() > 1) {
        throw new IllegalArgumentException("expected " + option + " once");
      }
      return all(option).stream().filter(value -> !value.isEmpty()).findFirst();
    }

    Output output() {
      return switch (last("--output").orElse("text")) {
        case "text" -> Output.TEXT;
        case "json" -> Output.JSON;
        default -> throw new IllegalArgumentException("expected --output text or json");
      };
    }
  }
}
