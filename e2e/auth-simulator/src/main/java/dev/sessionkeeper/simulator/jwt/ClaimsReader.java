package dev.sessionkeeper.simulator.jwt;

import dev.sessionkeeper.simulator.json.GoJsonException;
import dev.sessionkeeper.simulator.json.GoJsonReader;
import dev.sessionkeeper.simulator.json.GoJsonWriter;
import dev.sessionkeeper.simulator.json.GoStrings;
import dev.sessionkeeper.simulator.json.GoStruct;
import dev.sessionkeeper.simulator.json.Json;

/// Reads the claims of an access token and refuses those whose type the real server's claims
/// structure cannot hold. Source: supabase/auth `internal/tokens/service.go`, golang-jwt
/// `types.go`.
final class ClaimsReader {
  private ClaimsReader() {}

  static Json.Members read(byte[] bytes) {
    try {
      return switch (GoJsonReader.read(bytes)) {
        case Json.Members members -> checked(members);
        case Json.Null n -> Json.object().build();
        case Json other -> throw wrongType(other, "value", "tokens.AccessTokenClaims");
      };
    } catch (GoJsonException e) {
      throw AccessTokenVerifier.malformed("could not JSON decode claim: " + e.getMessage());
    }
  }

  private static Json.Members checked(Json.Members claims) {
    for (var claim : claims.entries()) {
      if (!(claim.value() instanceof Json.Null)) {
        check(claim.name(), claim.value());
      }
    }
    return claims;
  }

  private static void check(String name, Json value) {
    switch (name) {
      case "iss", "sub", "jti" -> requireText("RegisteredClaims." + name, value);
      case "email", "phone", "role", "aal", "session_id", "client_id", "scope" ->
          requireText(name, value);
      case "is_anonymous" -> require(value instanceof Json.Bool, field(name), value, "bool");
      case "app_metadata", "user_metadata" ->
          require(value instanceof Json.Members, field(name), value, "map[string]interface {}");
      case "aud" -> checkAudience(value);
      case "exp", "iat", "nbf" -> checkTime(value);
      case "amr" -> checkMethods(value);
      default -> {
        // A claim that the server does not know.
      }
    }
  }

  private static void requireText(String name, Json value) {
    require(value instanceof Json.Text, field(name), value, "string");
  }

  private static String field(String name) {
    return "struct field AccessTokenClaims." + name;
  }

  private static void require(boolean fits, String target, Json value, String goType) {
    if (!fits) {
      throw wrongType(value, target, goType);
    }
  }

  private static void checkAudience(Json value) {
    var texts =
        value instanceof Json.Array array
            && array.items().stream().allMatch(item -> item instanceof Json.Text);
    if (!texts && !(value instanceof Json.Text)) {
      throw new GoJsonException("invalid type for claim");
    }
  }

  private static void checkTime(Json value) {
    if (value instanceof Json.Decimal) {
      return;
    }
    var problem =
        value instanceof Json.Text
            ? "json: invalid number literal, trying to unmarshal "
                + GoStrings.quote(GoJsonWriter.text(value))
                + " into Number"
            : "json: cannot unmarshal "
                + GoStruct.goKind(value)
                + " into Go value of type json.Number";
    throw new GoJsonException("could not parse NumericData: " + problem);
  }

  /// Each method is a name or an object.
  private static void checkMethods(Json value) {
    if (!(value instanceof Json.Array methods)) {
      throw wrongType(value, field("amr"), "[]json.RawMessage");
    }
    for (var method : methods.items()) {
      var fits =
          method instanceof Json.Text
              || method instanceof Json.Members
              || method instanceof Json.Null;
      require(fits, field("amr"), method, "models.AMREntry");
    }
  }

  static GoJsonException wrongType(Json value, String target, String goType) {
    return new GoJsonException(
        "json: cannot unmarshal "
            + GoStruct.goKind(value)
            + " into Go "
            + target
            + " of type "
            + goType);
  }
}
