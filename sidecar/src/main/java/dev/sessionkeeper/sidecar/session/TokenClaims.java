package dev.sessionkeeper.sidecar.session;

import java.util.List;
import java.util.Optional;

/// What an access token says, for rules that ask for more than `Claims` has; decoded and not
/// verified.
public final class TokenClaims {
  private static final double LARGEST_WHOLE = 1L << 53;

  private final Optional<JsonValue.Members> payload;

  private TokenClaims(Optional<JsonValue.Members> payload) {
    this.payload = payload;
  }

  /// The claims of a token; none if it is no JWT.
  public static TokenClaims of(AccessToken token) {
    return new TokenClaims(ClaimsDecoder.payload(token));
  }

  /// The values of a claim as texts: one, those of a list, or none where there is no such claim or
  /// it is an object. `true`, `false` and whole numbers are values, too.
  ///
  /// @param path the names of members, from the outermost, divided by dots
  public List<String> values(String path) {
    Optional<JsonValue> found = payload.map(members -> members);
    for (var name : path.split("\\.", -1)) {
      found = found.flatMap(value -> member(value, name));
    }
    return found.map(TokenClaims::texts).orElse(List.of());
  }

  private static Optional<JsonValue> member(JsonValue value, String name) {
    return value instanceof JsonValue.Members members ? members.get(name) : Optional.empty();
  }

  private static List<String> texts(JsonValue value) {
    return value instanceof JsonValue.Items(var items)
        ? items.stream().flatMap(item -> text(item).stream()).toList()
        : text(value).stream().toList();
  }

  private static Optional<String> text(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(var text) -> Optional.of(text);
      case JsonValue.Flag(var flag) -> Optional.of(Boolean.toString(flag));
      case JsonValue.Numeric(var number)
          when number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE ->
          Optional.of(Long.toString((long) number));
      case JsonValue.Numeric _, JsonValue.Null _, JsonValue.Items _, JsonValue.Members _ ->
          Optional.empty();
    };
  }

  @Override
  public String toString() {
    return "TokenClaims[redacted]";
  }
}
