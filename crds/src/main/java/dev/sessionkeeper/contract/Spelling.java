package dev.sessionkeeper.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a choice is spelled in a configuration: `SERVICE_UNAVAILABLE` is `ServiceUnavailable`, log
/// levels and levels of assurance are lower-case and protocols upper-case as everywhere else.
final class Spelling {
  private Spelling() {}

  static String of(Enum<?> choice) {
    if (choice instanceof SidecarConfig.LogLevel || choice instanceof RouteConfig.Assurance) {
      return choice.name().toLowerCase(Locale.ROOT);
    }
    if (choice instanceof SidecarConfig.Protocol) {
      return choice.name();
    }
    return Arrays.stream(choice.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /// The choice that is spelled so; empty if none is. Case counts.
  static <E extends Enum<E>> Optional<E> read(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(choice -> of(choice).equals(text))
        .findFirst();
  }

  /// All spellings of a type, for a message.
  static <E extends Enum<E>> String all(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Spelling::of)
        .collect(Collectors.joining(" | "));
  }
}
