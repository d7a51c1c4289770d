package dev.sessionkeeper.simulator.jwt;

import dev.sessionkeeper.simulator.json.GoJsonException;
import dev.sessionkeeper.simulator.json.GoJsonReader;
import dev.sessionkeeper.simulator.json.GoStruct;
import dev.sessionkeeper.simulator.json.Json;
import java.util.Map;
import java.util.function.Predicate;

/// Reads the claims of an access token and refuses those whose type the real server's claims
/// structure cannot hold.
final class ClaimsReader {

  private record Type(String goName, Predicate<Json> fits) {}

  private static final Type TEXT = new Type("string", value -> value instanceof Json.Text);
  private static final Type FLAG = new Type("bool", value -> value instanceof Json.Bool);
  private static final Type MAP =
      new Type("map[string]interface {}", value -> value instanceof Json.Members);
  private static final Map<String, Type> TYPES =
      Map.ofEntries(
          Map.entry("iss", TEXT),
          Map.entry("sub", TEXT),
          Map.entry("jti", TEXT),
          Map.entry("email", TEXT),
          Map.entry("phone", TEXT),
          Map.entry("role", TEXT),
          Map.entry("aal", TEXT),
          Map.entry("session_id", TEXT),
          Map.entry("client_id", TEXT),
          Map.entry("scope", TEXT),
          Map.entry("is_anonymous", FLAG),
          Map.entry("app_metadata", MAP),
          Map.entry("user_metadata", MAP));

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
      checkTime(claim);
      var type = TYPES.get(claim.name());
      if (type != null
          && !(claim.value() instanceof Json.Null)
          && !type.fits().test(claim.value())) {
        throw wrongType(
            claim.value(), "struct field AccessTokenClaims." + claim.name(), type.goName());
      }
    }
    return claims;
  }

  private static void checkTime(Json.Member claim) {
    var isTime =
        claim.name().equals("exp") || claim.name().equals("iat") || claim.name().equals("nbf");
    if (isTime
        && !(claim.value() instanceof Json.Decimal)
        && !(claim.value() instanceof Json.Null)) {
      throw new GoJsonException(
          "could not parse NumericData: json: cannot unmarshal "
              + GoStruct.goKind(claim.value())
              + " into Go value of type json.Number");
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
