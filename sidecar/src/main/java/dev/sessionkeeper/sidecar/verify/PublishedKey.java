package dev.sessionkeeper.sidecar.verify;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;

/// One key of the server's key set, with the only algorithm that it is good for.
///
/// @param keyId empty where the key has none
record PublishedKey(Optional<String> keyId, Algorithm algorithm, PublicKey key) {
  // RFC 7518 section 3.3.
  private static final int FEWEST_RSA_BITS = 2048;

  /// A key that verifies signatures; empty for every other key.
  static Optional<PublishedKey> of(JsonWebKey key) {
    if (!mayVerify(key)) {
      return Optional.empty();
    }
    var keyId = Optional.ofNullable(key.getKeyId());
    return key.getKey() instanceof PublicKey publicKey
        ? algorithm(key).map(algorithm -> new PublishedKey(keyId, algorithm, publicKey))
        : Optional.empty();
  }

  private static boolean mayVerify(JsonWebKey key) {
    var use = key.getUse();
    var operations = key.getKeyOps();
    return (use == null || use.equals("sig"))
        && (operations == null || operations.contains("verify"));
  }

  // Fixed for each key: its own `alg`, or what its type implies. A token never chooses.
  private static Optional<Algorithm> algorithm(JsonWebKey key) {
    var possible = possible(key);
    var stated = Optional.ofNullable(key.getAlgorithm());
    return stated.isPresent()
        ? Algorithm.of(stated).filter(possible::contains)
        : possible.stream().findFirst();
  }

  private static List<Algorithm> possible(JsonWebKey key) {
    return switch (key) {
      case RsaJsonWebKey rsa -> possible(rsa.getRsaPublicKey());
      case EllipticCurveJsonWebKey curve ->
          switch (curve.getCurveName()) {
            case "P-256" -> List.of(Algorithm.ES256);
            case "P-521" -> List.of(Algorithm.ES512);
            default -> List.of();
          };
      case OctetKeyPairJsonWebKey pair when pair.getSubtype().equals("Ed25519") ->
          List.of(Algorithm.ED_DSA);
      default -> List.of();
    };
  }

  private static List<Algorithm> possible(RSAPublicKey key) {
    return key.getModulus().bitLength() < FEWEST_RSA_BITS
        ? List.of()
        : List.of(Algorithm.RS256, Algorithm.RS512);
  }
}
