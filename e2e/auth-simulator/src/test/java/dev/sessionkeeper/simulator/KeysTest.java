package dev.sessionkeeper.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every kind of signing key gives tokens that the published key verifies, judged by another JWT
/// library.
class KeysTest {

  @ParameterizedTest
  @CsvSource({"RS256", "RS512", "ES256", "ES512", "EdDSA"})
  void thePublishedKeyVerifiesTheToken(String algorithm) throws Exception {
    var key = key(algorithm);
    key.setKeyId("key-1");
    key.setAlgorithm(algorithm);
    key.setKeyOps(List.of("sign", "verify"));
    var keys = "[" + key.toJson(OutputControlLevel.INCLUDE_PRIVATE) + "]";
    try (var running =
        RunningSimulator.with(SimulatorOptions.defaults().with("GOTRUE_JWT_KEYS", keys))) {

      var session = running.caller().signUp();
      var published = running.caller().get("/.well-known/jwks.json").body();

      assertThat(published).doesNotContain("\"d\"");
      assertThat(isVerifiedBy(session, published)).isTrue();
      assertThat(user(running, session)).isEqualTo(200);
    }
  }

  private static PublicJsonWebKey key(String algorithm) throws JoseException {
    return switch (algorithm) {
      case "ES256" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
      case "ES512" -> EcJwkGenerator.generateJwk(EllipticCurves.P521);
      case "EdDSA" -> OkpJwkGenerator.generateJwk("Ed25519");
      default -> RsaJwkGenerator.generateJwk(2048);
    };
  }

  private static boolean isVerifiedBy(JsonObject session, String keySet) throws JoseException {
    var signature = new JsonWebSignature();
    signature.setCompactSerialization(session.getString("access_token"));
    signature.setKey(
        new JsonWebKeySet(keySet)
            .findJsonWebKey(signature.getKeyIdHeaderValue(), null, null, null)
            .getKey());
    return signature.verifySignature();
  }

  private static int user(RunningSimulator running, JsonObject session) throws Exception {
    var bearer = "Bearer " + session.getString("access_token");
    return running.caller().get("/user", "Authorization", bearer).statusCode();
  }
}
