package dev.sessionkeeper.sessions;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// An ES256 key: an Auth server signs with it, and so does a test that ages a session.
public final class SigningKey {
  private static final String ID = "tests-1";

  private final EllipticCurveJsonWebKey key;

  private SigningKey(EllipticCurveJsonWebKey key) {
    this.key = key;
  }

  /// A new one, as every project has one of its own.
  public static SigningKey generate() {
    try {
      var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(ID);
      key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
      key.setKeyOps(List.of("sign", "verify"));
      return new SigningKey(key);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The value of `GOTRUE_JWT_KEYS`.
  public String asKeySet() {
    return new ObjectMapper()
        .valueToTree(List.of(key.toParams(OutputControlLevel.INCLUDE_PRIVATE)))
        .toString();
  }

  /// An access token with these claims.
  String sign(String claims) {
    var signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(key.getAlgorithm());
    signature.setKeyIdHeaderValue(ID);
    signature.setHeader("typ", "JWT");
    signature.setPayload(claims);
    signature.setKey(key.getPrivateKey());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
