package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.policy.translation.Placement;
import dev.sessionkeeper.policy.translation.Translation;
import dev.sessionkeeper.sidecar.config.ConfigFile;
import dev.sessionkeeper.sidecar.inspect.Explanation;
import dev.sessionkeeper.sidecar.inspect.Explanation.Question;
import dev.sessionkeeper.sidecar.inspect.Inspection;
import dev.sessionkeeper.sidecar.inspect.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Answers the questions of `Tool`. Blocks.
///
/// @param in where `inspect` finds its cookies
record Tools(InputStream in, Clock clock) {
  private static final int LONGEST_INPUT = 1 << 20;
  private static final Pattern ADDRESS = Pattern.compile("https?://([^/?#]*)([/?].*)?");

  /// A policy that states nothing, for what its defaults are.
  private static final String SMALLEST_POLICY =
      """
      apiVersion: sessionkeeper.dev/v1alpha1
      kind: SessionPolicy
      metadata: {name: defaults}
      spec:
        selector: {matchLabels: {app: any}}
        supabase:
          url: https://abcdefghijklmnopqrst.supabase.co
          publishableKey: {name: any, key: any}
        traffic: {port: 3000}
      """;

  /// What is printed, and how the process ends.
  record Answer(String text, ExitCode code) {}

  Answer answer(Tool tool) {
    return switch (tool) {
      case Tool.Help(var text) -> new Answer(text, ExitCode.OK);
      case Tool.Wrong(var message, var help) -> wrong(message + "\n\n" + help.stripTrailing());
      case Tool.Inspect asked -> inspect(asked);
      case Tool.Explain asked -> explain(asked);
    };
  }

  private Answer inspect(Tool.Inspect asked) {
    var text = input();
    if (text.length() > LONGEST_INPUT) {
      return wrong("expected at most " + LONGEST_INPUT + " bytes on standard input, found more");
    }
    return asked
        .config()
        .map(path -> withConfig(path, config -> inspect(asked, text, Optional.of(config))))
        .orElseGet(() -> inspect(asked, text, Optional.empty()));
  }

  private Answer inspect(Tool.Inspect asked, String text, Optional<SidecarConfig> config) {
    var name = asked.cookie().or(() -> config.map(known -> known.supabase().cookieName()));
    var refresh = config.map(SidecarConfig::refresh).orElseGet(Tools::defaults);
    return switch (Inspection.of(text, name, refresh, asked.keys(), clock.instant())) {
      case Inspection.Result.Explained(var report) -> told(report, asked.output());
      case Inspection.Result.Refused(var message) -> wrong(message);
    };
  }

  private static SidecarConfig.Refresh defaults() {
    return switch (Translation.ofManifest(SMALLEST_POLICY, Placement.POD)) {
      case Translation.Usable(var config, _) -> config.refresh();
      case Translation.Refused(var problems) ->
          throw new IllegalStateException("the smallest policy is refused: " + problems);
    };
  }

  private static Answer explain(Tool.Explain asked) {
    var question = question(asked);
    return withConfig(
        asked.config(), config -> told(Explanation.of(config.routes(), question), asked.output()));
  }

  private static Question question(Tool.Explain asked) {
    var fields =
        asked.headers().stream()
            .map(name -> name.split(":", 2)[0].strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    var address = ADDRESS.matcher(asked.url());
    if (!address.matches()) {
      return new Question(asked.method(), "", asked.url(), fields);
    }
    var host = Objects.requireNonNullElse(address.group(1), "");
    var target = Objects.requireNonNullElse(address.group(2), "/");
    var rooted = target.startsWith("/") ? target : "/" + target;
    return new Question(asked.method(), host, rooted, fields);
  }

  private static Answer withConfig(Path path, Function<SidecarConfig, Answer> then) {
    return switch (new ConfigFile(path, Path.of(Placement.POD.secrets())).read()) {
      case ConfigReading.Valid(var config, _) -> then.apply(config);
      case ConfigReading.Invalid(var problems) ->
          wrong(
              problems.stream()
                  .map(problem -> "\n  " + problem.sentence())
                  .collect(
                      Collectors.joining(
                          "", path + " cannot be used, problems: " + problems.size(), "")));
    };
  }

  private String input() {
    try {
      return new String(in.readNBytes(LONGEST_INPUT + 1), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read", e);
    }
  }

  private static Answer told(Report report, Tool.Output output) {
    return new Answer(
        switch (output) {
          case TEXT -> report.text();
          case JSON -> report.json();
        },
        ExitCode.OK);
  }

  private static Answer wrong(String message) {
    return new Answer("sidecar: " + message + "\n", ExitCode.USAGE);
  }
}
