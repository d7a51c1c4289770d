package dev.sessionkeeper.simulator;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.net.BindException;
import java.util.Map;

/// Runs a simulator from the command line; settings come from the environment under the real
/// server's names.
public final class Main {
  private static final String USAGE =
      """
      Usage: java -jar auth-simulator.jar [--host ADDRESS] [--port N] [--prefix /auth/v1]

        --host ADDRESS  where to listen (default 127.0.0.1; 0.0.0.0 = everywhere, as a pod needs it)
        --port N        which port (default 9999; 0 = any free one)
        --prefix PATH   answer below this path too

      Variables that start with GOTRUE_ are read as by the real server.
      """;
  private static final int DEFAULT_PORT = 9999;
  private static final int EXIT_USAGE = 64;
  private static final int EXIT_PORT_IN_USE = 69;
  private static final int EXIT_BUG = 70;

  private Main() {}

  public static void main(String[] arguments) {
    try {
      run(options(arguments, System.getenv()), System.out);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + USAGE);
      System.exit(EXIT_USAGE);
    }
  }

  static SimulatorOptions options(String[] arguments, Map<String, String> environment) {
    var options = SimulatorOptions.defaults().withPort(DEFAULT_PORT);
    for (var variable : environment.entrySet()) {
      if (variable.getKey().startsWith("GOTRUE_")) {
        options = options.with(variable.getKey(), variable.getValue());
      }
    }
    for (var i = 0; i < arguments.length; i += 2) {
      var value = i + 1 < arguments.length ? arguments[i + 1] : "";
      options =
          switch (arguments[i]) {
            case "--host" -> options.withHost(value);
            case "--port" -> options.withPort(port(value));
            case "--prefix" -> options.withPrefix(value);
            default -> throw new IllegalArgumentException("unknown option: " + arguments[i]);
          };
    }
    return options;
  }

  private static int port(String value) {
    try {
      var port = Integer.parseInt(value);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for every unusable port.
    }
    throw new IllegalArgumentException("--port: expected 0 to 65535, found '" + value + "'");
  }

  private static void run(SimulatorOptions options, PrintStream out) {
    AuthSimulator.start(Vertx.vertx(), options)
        .onSuccess(simulator -> out.println("auth simulator on " + simulator.url()))
        .onFailure(problem -> System.exit(report(problem, options)));
  }

  private static int report(Throwable problem, SimulatorOptions options) {
    if (problem instanceof BindException) {
      System.err.printf(
          "Port %d is in use on %s; choose another with --port.%n", options.port(), options.host());
      return EXIT_PORT_IN_USE;
    }
    System.err.println("auth simulator: " + problem);
    return EXIT_BUG;
  }
}
