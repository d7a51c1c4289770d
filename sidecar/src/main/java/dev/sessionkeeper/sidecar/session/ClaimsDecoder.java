package dev.sessionkeeper.sidecar.session;

import java.time.Instant;
import java.util.Optional;

/// Reads what an access token says about itself, without believing it. Source: RFC 7519.
final class ClaimsDecoder {
  private static final double LATEST_SECOND = 253_402_300_799.0;

  private ClaimsDecoder() {}

  /// The claims of a token; `Claims.NONE` if it is no JWT.
  static Claims decode(AccessToken token) {
    var parts = token.value().split("\\.", -1);
    if (parts.length != 3) {
      return Claims.NONE;
    }
    var header = members(parts[0]);
    var payload = members(parts[1]);
    return header.isEmpty() || payload.isEmpty()
        ? Claims.NONE
        : claims(header.get(), payload.get());
  }

  /// The payload of a token; empty if it is no JWT.
  static Optional<JsonValue.Members> payload(AccessToken token) {
    var parts = token.value().split("\\.", -1);
    return parts.length == 3 ? members(parts[1]) : Optional.empty();
  }

  /// An instant of whole seconds, held within the years 1970 to 9999.
  static Instant instant(double seconds) {
    return Instant.ofEpochSecond((long) Math.clamp(seconds, 0.0, LATEST_SECOND));
  }

  private static Claims claims(JsonValue.Members header, JsonValue.Members payload) {
    return new Claims(
        payload.text("sub"),
        payload.text("session_id"),
        payload.number("iat").map(ClaimsDecoder::instant),
        payload.number("exp").map(ClaimsDecoder::instant),
        header.text("alg"),
        header.text("kid"));
  }

  private static Optional<JsonValue.Members> members(String part) {
    return Base64Url.decode(part)
        .flatMap(JsonReader::read)
        .filter(JsonValue.Members.class::isInstance)
        .map(JsonValue.Members.class::cast);
  }
}
