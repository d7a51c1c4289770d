package dev.sessionkeeper.simulator.api;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// UUIDs in the spellings that the real server's library reads: plain, without dashes, in braces,
/// as a URN.
final class Uuids {
  private static final Pattern CANONICAL =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
  private static final Pattern BARE =
      Pattern.compile(
          "([0-9a-fA-F]{8})([0-9a-fA-F]{4})([0-9a-fA-F]{4})([0-9a-fA-F]{4})([0-9a-fA-F]{12})");
  private static final UUID NIL = new UUID(0, 0);

  private Uuids() {}

  static Optional<UUID> parse(String text) {
    var core =
        text.startsWith("urn:uuid:") ? text.substring("urn:uuid:".length()) : withoutBraces(text);
    if (CANONICAL.matcher(core).matches()) {
      return Optional.of(UUID.fromString(core));
    }
    var bare = BARE.matcher(core);
    return bare.matches()
        ? Optional.of(UUID.fromString(bare.replaceFirst("$1-$2-$3-$4-$5")))
        : Optional.empty();
  }

  private static String withoutBraces(String text) {
    return text.startsWith("{") && text.endsWith("}") && text.length() > 1
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /// Whether a session id claim says nothing.
  static boolean isAbsent(String text) {
    return text.isEmpty() || text.equals(NIL.toString());
  }
}
