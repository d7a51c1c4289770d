package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.AppProbes;
import dev.sessionkeeper.contract.ConfigReading;
import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.sidecar.config.ConfigFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/// Starts the sidecar from the command line and ends it with a documented exit code.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // The resolver of Netty asks a public server where /etc/resolv.conf is missing; the JDK's does
    // not. Must be set before the first class of Vert.x is loaded.
    System.setProperty("vertx.disableDnsResolver", "true");
    var code =
        switch (CommandLine.of(List.of(arguments))) {
          case CommandLine.Help() -> printed(CommandLine.HELP);
          case CommandLine.Version() -> printed("sessionkeeper-sidecar " + version() + "\n");
          case CommandLine.Wrong(var message) ->
              complained("sidecar: " + message + "\n\n" + CommandLine.HELP, ExitCode.USAGE);
          case CommandLine.Ask(var tool) -> answered(tool);
          case CommandLine.Run asked -> run(asked);
        };
    if (code != ExitCode.OK) {
      System.exit(code.number());
    }
  }

  private static ExitCode answered(Tool tool) {
    try {
      var answer = new Tools(System.in, Clock.systemUTC()).answer(tool);
      return answer.code() == ExitCode.OK
          ? printed(answer.text())
          : complained(answer.text(), answer.code());
    } catch (Exception | LinkageError e) {
      return bug(e);
    }
  }

  private static ExitCode run(CommandLine.Run asked) {
    try {
      var file = new ConfigFile(asked.config(), asked.secrets());
      return switch (file.read()) {
        case ConfigReading.Invalid(var problems) ->
            complained(listed(asked.config(), problems), ExitCode.USAGE);
        case ConfigReading.Valid reading -> start(file, reading);
      };
    } catch (Exception | LinkageError e) {
      return bug(e);
    }
  }

  private static ExitCode bug(Throwable bug) {
    LoggerFactory.getLogger(Main.class).atError().setCause(bug).log("a bug ended the sidecar");
    return ExitCode.BUG;
  }

  private static ExitCode start(ConfigFile file, ConfigReading.Valid reading) {
    AppProbes probes;
    try {
      probes = probes();
    } catch (IllegalArgumentException e) {
      return complained("sidecar: " + e.getMessage() + "\n", ExitCode.USAGE);
    }
    var world = new World(Clock.systemUTC(), System::nanoTime, version(), probes);
    return switch (Sidecar.start(world, file, reading)) {
      case Sidecar.Start.PortUnavailable(var sentence) ->
          complained("sidecar: " + sentence + "\n", ExitCode.PORT_UNAVAILABLE);
      case Sidecar.Start.Running(var sidecar) -> {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sidecar), "drain"));
        yield ExitCode.OK;
      }
    };
  }

  /// A process that ends because of a signal reports 128 + its number, unless it is halted first.
  private static void stop(Sidecar sidecar) {
    sidecar.drain();
    Runtime.getRuntime().halt(ExitCode.OK.number());
  }

  private static String listed(Path path, List<Problem> problems) {
    var text = new StringBuilder();
    text.append("sidecar: %s cannot be used, problems: %d%n".formatted(path, problems.size()));
    problems.forEach(problem -> text.append("  ").append(problem.sentence()).append('\n'));
    return text.toString();
  }

  private static AppProbes probes() {
    var stated = System.getenv(AppProbes.VARIABLE);
    return stated == null ? AppProbes.NONE : AppProbes.parse(stated);
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "development");
  }

  private static ExitCode printed(String text) {
    System.out.print(text);
    return ExitCode.OK;
  }

  private static ExitCode complained(String text, ExitCode code) {
    System.err.print(text);
    return code;
  }
}
