package dev.sessionkeeper.sidecar.verify;

import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// Makes keys, and tokens that the Auth server would not make.
final class Tokens {
  private Tokens() {}

  /// A new signing key.
  static PublicJsonWebKey key(String id, String algorithm) {
    try {
      var key =
          switch (algorithm) {
            case "ES256" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
            case "ES512" -> EcJwkGenerator.generateJwk(EllipticCurves.P521);
            case "EdDSA" -> OkpJwkGenerator.generateJwk("Ed25519");
            default -> RsaJwkGenerator.generateJwk(2048);
          };
      key.setKeyId(id);
      key.setAlgorithm(algorithm);
      return key;
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  /// The value of `GOTRUE_JWT_KEYS`: the first key signs, all verify.
  static String signingWith(PublicJsonWebKey first, PublicJsonWebKey... others) {
    var keys = new JsonArray().add(member(first, List.of("sign", "verify")));
    Arrays.stream(others).forEach(key -> keys.add(member(key, List.of("verify"))));
    return keys.encode();
  }

  private static JsonObject member(PublicJsonWebKey key, List<String> operations) {
    return new JsonObject(key.toJson(OutputControlLevel.INCLUDE_PRIVATE))
        .put("key_ops", new JsonArray(operations));
  }

  /// A signed token of a user who need not exist, good for an hour.
  static Session signed(String algorithm, String keyId, Key key) {
    var signature = new JsonWebSignature();
    signature.setKeyIdHeaderValue(keyId);
    return signed(signature, algorithm, key);
  }

  /// The same without a key id.
  static Session signed(String algorithm, Key key) {
    return signed(new JsonWebSignature(), algorithm, key);
  }

  private static Session signed(JsonWebSignature signature, String algorithm, Key key) {
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setPayload(payload(Instant.now().plusSeconds(3_600)).encode());
    signature.setKey(key);
    signature.setDoKeyValidation(false);
    try {
      return session(signature.getCompactSerialization());
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  /// A token with any header and a signature that is none.
  static Session unsigned(JsonObject header, Instant expiry) {
    return unsigned(header.encode(), expiry);
  }

  /// The same with the text of a header, as no JSON library writes it.
  static Session unsigned(String header, Instant expiry) {
    return session(part(header) + "." + part(payload(expiry).encode()) + ".c2lnbmF0dXJl");
  }

  /// The same token with another payload.
  static Session tampered(Session session) {
    var parts = session.accessToken().value().split("\\.", -1);
    var payload =
        new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    return session(
        parts[0] + "." + part(payload.put("role", "service_role").encode()) + "." + parts[2]);
  }

  /// A session around any text.
  static Session session(String accessToken) {
    var json =
        new JsonObject()
            .put("access_token", accessToken)
            .put("refresh_token", "aaaabbbbcccc")
            .put("expires_at", 4_102_444_800L);
    return SessionText.ofStored(json.encode()).orElseThrow();
  }

  /// What a project gives to every browser: a token of its secret that names nobody.
  static Session anonKey(Key secret) {
    var claims = new JsonObject().put("role", "anon").put("exp", 4_102_444_800L);
    var signature = new JsonWebSignature();
    signature.setPayload(claims.encode());
    signature.setAlgorithmHeaderValue("HS256");
    signature.setKey(secret);
    signature.setDoKeyValidation(false);
    try {
      return session(signature.getCompactSerialization());
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonObject payload(Instant expiry) {
    return new JsonObject()
        .put("sub", "11111111-1111-4111-8111-111111111111")
        .put("session_id", "22222222-2222-4222-8222-222222222222")
        .put("exp", expiry.getEpochSecond());
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
