package dev.sessionkeeper.simulator.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Typed access to settings by their environment names. An empty value counts as not set.
record Variables(Map<String, String> values) {
  Variables {
    values = Map.copyOf(values);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  String text(String name, String otherwise) {
    return find(name).orElse(otherwise);
  }

  boolean flag(String name, boolean otherwise) {
    return find(name).map(value -> readFlag(name, value)).orElse(otherwise);
  }

  int integer(String name, int otherwise) {
    return find(name).map(value -> readInteger(name, value)).orElse(otherwise);
  }

  double decimal(String name, double otherwise) {
    return find(name).map(value -> readDecimal(name, value)).orElse(otherwise);
  }

  /// Zero means the same as not set wherever the server has an optional duration.
  Optional<Duration> duration(String name) {
    return find(name).map(value -> readDuration(name, value)).filter(value -> !value.isZero());
  }

  List<String> list(String name) {
    return find(name).map(value -> Arrays.asList(value.split(","))).orElse(List.of());
  }

  private static boolean readFlag(String name, String value) {
    return switch (value) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw unusable(name, "true or false");
    };
  }

  private static int readInteger(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw unusable(name, "an integer");
    }
  }

  private static double readDecimal(String name, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw unusable(name, "a number");
    }
  }

  private static Duration readDuration(String name, String value) {
    try {
      return GoDuration.parse(value);
    } catch (IllegalArgumentException e) {
      throw unusable(name, "a duration such as 90s");
    }
  }

  static IllegalArgumentException unusable(String name, String expected) {
    return new IllegalArgumentException(name + ": expected " + expected);
  }
}
