package dev.sessionkeeper.operator;

import dev.sessionkeeper.operator.telemetry.LogKeys;
import dev.sessionkeeper.operator.telemetry.Logging;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.BindException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the operator from the command line and ends it with a documented exit code.
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int EVENT_LOOPS = 2;

  private Main() {}

  public static void main(String[] arguments) {
    System.setProperty("vertx.disableDnsResolver", "true");
    var code =
        switch (CommandLine.of(List.of(arguments), System.getenv())) {
          case CommandLine.Help() -> printed(CommandLine.HELP);
          case CommandLine.Version() -> printed("sessionkeeper-operator " + version() + "\n");
          case CommandLine.Wrong(var problems) -> complained(problems);
          case CommandLine.Run(var settings) -> run(settings);
        };
    if (code != ExitCode.OK) {
      Runtime.getRuntime().halt(code.number());
    }
  }

  private static ExitCode run(Settings settings) {
    Logging.setLevel(settings.logLevel());
    try {
      start(settings);
      return ExitCode.OK;
    } catch (KubernetesClientException | OperatorException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue(LogKeys.REASON, String.valueOf(e.getMessage()))
          .log("the API server cannot be used: check the service account's roles and the CRD");
      return ExitCode.UNAVAILABLE;
    } catch (Exception | LinkageError e) {
      return ended(settings, e);
    }
  }

  private static void start(Settings settings) {
    var process =
        new OperatorProcess(
            new World(Clock.systemUTC(), System::nanoTime, version()), settings, client(), vertx());
    process.start(
        () -> {
          LOG.atError().log("another replica leads now: this one ends and starts anew");
          process.stop();
          Runtime.getRuntime().halt(ExitCode.UNAVAILABLE.number());
        });
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "drain"));
  }

  /// The native transports throw types of their own, so the reason stands in the text alone.
  private static ExitCode ended(Settings settings, Throwable failure) {
    var text = String.valueOf(failure.getMessage());
    if (failure instanceof BindException || text.contains("in use")) {
      LOG.atError()
          .addKeyValue(LogKeys.REASON, text)
          .log(
              "port %d or %d is in use: choose others (--webhook-port, --admin-port)"
                  .formatted(settings.webhookPort(), settings.adminPort()));
      return ExitCode.UNAVAILABLE;
    }
    LOG.atError().setCause(failure).log("a bug ended the operator");
    return ExitCode.BUG;
  }

  /// A process that ends because of a signal reports 128 + its number, unless it is halted first.
  private static void stop(OperatorProcess process) {
    process.stop();
    Runtime.getRuntime().halt(ExitCode.OK.number());
  }

  private static KubernetesClient client() {
    return new KubernetesClientBuilder().build();
  }

  private static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(EVENT_LOOPS)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "development");
  }

  private static ExitCode printed(String text) {
    System.out.print(text);
    return ExitCode.OK;
  }

  private static ExitCode complained(List<String> problems) {
    System.err.print(
        problems.stream()
            .map(problem -> "operator: " + problem + "\n")
            .collect(Collectors.joining("", "", "See --help.\n")));
    return ExitCode.USAGE;
  }
}
