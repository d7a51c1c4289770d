package dev.sessionkeeper.faults;

import dev.sessionkeeper.processes.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a run is asked to do.
///
/// @param length how long faults come
/// @param seed decides the schedule, and what users do
/// @param reuse the server's reuse interval of refresh tokens
/// @param folder where programs leave their output
record Options(
    Duration length, long seed, Duration reuse, Stage.Store store, int users, Path folder) {
  static final String USAGE =
      """
      Usage: e2e/faults/run [--minutes 10] [--seed N] [--reuse-interval 10|0]
                            [--store redis|none] [--users 500]

        --minutes N         how long faults come; settling takes up to two minutes more (10)
        --seed N            decides the schedule (1)
        --reuse-interval S  seconds in which the auth server takes a used token again (10)
        --store S           redis: replicas share a store; none: each refreshes for itself (redis)
        --users N           how many users there are (500)
      """;

  private static final Set<String> KNOWN =
      Set.of("--minutes", "--seed", "--reuse-interval", "--store", "--users");
  private static final int MOST_MINUTES = 60;
  private static final int MOST_USERS = 2_000;

  /// @throws IllegalArgumentException in words if they cannot be followed
  static Options of(List<String> arguments) {
    var values = values(arguments);
    var store = values.getOrDefault("--store", "redis");
    if (!Set.of("redis", "none").contains(store)) {
      throw new IllegalArgumentException("--store: expected redis or none, found " + store);
    }
    var reuse = number(values, "--reuse-interval", 10, 0, 60);
    var seed = number(values, "--seed", 1, 0, Integer.MAX_VALUE);
    return new Options(
        Duration.ofMinutes(number(values, "--minutes", 10, 1, MOST_MINUTES)),
        seed,
        Duration.ofSeconds(reuse),
        Stage.Store.valueOf(store.toUpperCase(Locale.ROOT)),
        number(values, "--users", 500, 1, MOST_USERS),
        Project.file("e2e/faults/target/runs/%s-%d-%d".formatted(store, reuse, seed)));
  }

  /// Whether the hosted platform's promise is asked for: nobody is lost.
  boolean isHeldToZero() {
    return reuse.isPositive();
  }

  private static Map<String, String> values(List<String> arguments) {
    var values = new HashMap<String, String>();
    for (var i = 0; i < arguments.size(); i += 2) {
      if (!KNOWN.contains(arguments.get(i)) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException("unknown or without value: " + arguments.get(i));
      }
      values.put(arguments.get(i), arguments.get(i + 1));
    }
    return values;
  }

  private static int number(
      Map<String, String> values, String name, int otherwise, int least, int most) {
    var text = values.getOrDefault(name, Integer.toString(otherwise));
    try {
      var number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for every unusable number.
    }
    throw new IllegalArgumentException(
        "%s: expected %d to %d, found %s".formatted(name, least, most, text));
  }
}
