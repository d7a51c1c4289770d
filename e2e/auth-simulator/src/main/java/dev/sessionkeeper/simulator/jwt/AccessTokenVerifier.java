package dev.sessionkeeper.simulator.jwt;

import dev.sessionkeeper.simulator.json.GoBase64;
import dev.sessionkeeper.simulator.json.GoBase64Exception;
import dev.sessionkeeper.simulator.json.GoJsonException;
import dev.sessionkeeper.simulator.json.GoJsonReader;
import dev.sessionkeeper.simulator.json.GoJsonWriter;
import dev.sessionkeeper.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Verifies access tokens and refuses them in the words of the real server's JWT library.
/// Source of order and messages: golang-jwt/jwt v5 `parser.go`, `validator.go`.
public final class AccessTokenVerifier {
  private static final Set<String> KNOWN_ALGORITHMS =
      Set.of(
          "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256",
          "PS384", "PS512", "EdDSA", "none");

  private final KeyRing keys;

  public AccessTokenVerifier(KeyRing keys) {
    this.keys = keys;
  }

  /// Verifies signature and times.
  ///
  /// @throws BadTokenException with the library's message
  public VerifiedToken verify(String token, Instant now) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw malformed("token contains an invalid number of segments");
    }
    var header = header(parts[0]);
    var claims = ClaimsReader.read(segment(parts[1], "claim"));
    var algorithm = algorithm(header);
    var signature = segment(parts[2], "signature");
    verifySignature(header, algorithm, parts[0] + "." + parts[1], signature);
    verifyTimes(claims, now);
    return new VerifiedToken(claims);
  }

  private static Json.Members header(String part) {
    try {
      return switch (GoJsonReader.read(segment(part, "header"))) {
        case Json.Members members -> members;
        case Json.Null n -> Json.object().build();
        case Json other -> throw ClaimsReader.wrongType(other, "value", "map[string]interface {}");
      };
    } catch (GoJsonException e) {
      throw malformed("could not JSON decode header: " + e.getMessage());
    }
  }

  static byte[] segment(String part, String name) {
    try {
      return GoBase64.decode(part);
    } catch (GoBase64Exception e) {
      throw malformed("could not base64 decode " + name + ": " + e.getMessage());
    }
  }

  private static String algorithm(Json.Members header) {
    if (!(header.get("alg").orElse(new Json.Null()) instanceof Json.Text(String algorithm))) {
      throw new BadTokenException("token is unverifiable: signing method (alg) is unspecified");
    }
    if (!KNOWN_ALGORITHMS.contains(algorithm)) {
      throw new BadTokenException("token is unverifiable: signing method (alg) is unavailable");
    }
    return algorithm;
  }

  private void verifySignature(
      Json.Members header, String algorithm, String text, byte[] signature) {
    if (!keys.accepts(algorithm)) {
      throw new BadTokenException(
          "token signature is invalid: signing method " + algorithm + " is invalid");
    }
    var keyId =
        header
            .get("kid")
            .flatMap(
                value ->
                    value instanceof Json.Text(String id) ? Optional.of(id) : Optional.empty());
    var key = keys.verifying(keyId, algorithm).orElseThrow(() -> unknownKey(header, algorithm));
    var method = SigningMethod.ofKey(algorithm);
    if (!sameFamily(method, key.method())) {
      throw new BadTokenException("token signature is invalid: " + wrongKey(method));
    }
    if (!method.verify(
        text.getBytes(StandardCharsets.US_ASCII), signature, key.verificationKey())) {
      throw new BadTokenException("token signature is invalid: " + method.refusal());
    }
  }

  private static BadTokenException unknownKey(Json.Members header, String algorithm) {
    var kid =
        header
            .get("kid")
            .map(value -> value instanceof Json.Text(String id) ? id : GoJsonWriter.text(value))
            .orElse("<nil>");
    return new BadTokenException(
        "token is unverifiable: error while executing keyfunc: unrecognized JWT kid "
            + kid
            + " for algorithm "
            + algorithm);
  }

  private static boolean sameFamily(SigningMethod one, SigningMethod other) {
    return one.name().substring(0, 2).equals(other.name().substring(0, 2));
  }

  private static String wrongKey(SigningMethod method) {
    return switch (method) {
      case HS256 -> "key is of invalid type: HMAC verify expects []byte";
      case RS256, RS512 -> "key is of invalid type: RSA verify expects *rsa.PublicKey";
      case ES256, ES512 -> "key is of invalid type: ECDSA verify expects *ecdsa.PublicKey";
      case EDDSA -> "key is of invalid type: Ed25519 verify expects ed25519.PublicKey";
    };
  }

  private static void verifyTimes(Json.Members claims, Instant now) {
    List<String> problems = new ArrayList<>();
    if (time(claims, "exp").filter(end -> !now.isBefore(end)).isPresent()) {
      problems.add("token is expired");
    }
    if (time(claims, "nbf").filter(now::isBefore).isPresent()) {
      problems.add("token is not valid yet");
    }
    if (!problems.isEmpty()) {
      throw new BadTokenException("token has invalid claims: " + String.join(", ", problems));
    }
  }

  /// Go's library cuts times to whole seconds.
  private static Optional<Instant> time(Json.Members claims, String name) {
    return claims
        .get(name)
        .flatMap(
            value ->
                value instanceof Json.Decimal(double seconds, String source)
                    ? Optional.of(Instant.ofEpochSecond((long) seconds))
                    : Optional.empty());
  }

  static BadTokenException malformed(String message) {
    return new BadTokenException("token is malformed: " + message);
  }
}
