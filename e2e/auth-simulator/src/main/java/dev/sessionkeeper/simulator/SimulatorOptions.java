package dev.sessionkeeper.simulator;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/// How a simulator starts.
///
/// @param host the address to listen on
/// @param port 0 = any free one
/// @param prefix where it answers besides the bare paths, such as `/auth/v1`; empty = nowhere
/// @param settings the real server's variables by name
/// @param clock what its time starts from; `AuthSimulator.clock` shifts it
public record SimulatorOptions(
    String host, int port, String prefix, Map<String, String> settings, Clock clock) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Map<String, String> DEFAULT_SETTINGS =
      Map.of(
          "GOTRUE_JWT_SECRET", "simulated-secret-of-sufficient-length",
          "GOTRUE_SITE_URL", "http://localhost:3000",
          "API_EXTERNAL_URL", "http://localhost:9999",
          "GOTRUE_MAILER_AUTOCONFIRM", "true",
          "GOTRUE_JWT_AUD", "authenticated",
          "GOTRUE_JWT_DEFAULT_GROUP_NAME", "authenticated",
          "GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED", "true");

  public SimulatorOptions {
    if (host.isBlank()) {
      throw new IllegalArgumentException("--host: expected an address, found nothing");
    }
    if (!prefix.isEmpty() && (!prefix.startsWith("/") || prefix.endsWith("/"))) {
      throw new IllegalArgumentException(
          "prefix: expected a leading and no trailing slash, such as /auth/v1");
    }
    settings = Map.copyOf(settings);
  }

  /// A free port of loopback, bare paths, autoconfirm, tokens of one hour signed with HS256.
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(LOOPBACK, 0, "", DEFAULT_SETTINGS, Clock.systemUTC());
  }

  public SimulatorOptions withHost(String value) {
    return new SimulatorOptions(value, port, prefix, settings, clock);
  }

  public SimulatorOptions withPort(int value) {
    return new SimulatorOptions(host, value, prefix, settings, clock);
  }

  public SimulatorOptions withPrefix(String value) {
    return new SimulatorOptions(host, port, value, settings, clock);
  }

  /// Sets one variable, such as `GOTRUE_JWT_EXP`, beside those that are set already.
  public SimulatorOptions with(String variable, String value) {
    var more = new HashMap<>(settings);
    more.put(variable, value);
    return new SimulatorOptions(host, port, prefix, more, clock);
  }

  public SimulatorOptions withClock(Clock value) {
    return new SimulatorOptions(host, port, prefix, settings, value);
  }
}
