package dev.sessionkeeper.simulator.jwt;

import dev.sessionkeeper.simulator.json.GoJsonWriter;
import dev.sessionkeeper.simulator.json.Json;
import java.security.Key;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/// Reads one private key of `GOTRUE_JWT_KEYS`.
final class JwkReader {
  private static final Set<String> SECRET_MEMBERS =
      Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private JwkReader() {}

  static JwtKey read(Json value) {
    if (!(value instanceof Json.Members jwk)) {
      throw new IllegalArgumentException("GOTRUE_JWT_KEYS: every key must be an object");
    }
    try {
      var parsed = JsonWebKey.Factory.newJwk(GoJsonWriter.text(jwk));
      var method = SigningMethod.ofKey(text(jwk, "alg"));
      var signs = operations(jwk).contains("sign");
      return parsed instanceof PublicJsonWebKey pair
          ? new JwtKey(
              text(jwk, "kid"),
              method,
              signs,
              signingKey(pair, signs),
              pair.getPublicKey(),
              Optional.of(published(jwk)))
          : new JwtKey(
              text(jwk, "kid"), method, signs, parsed.getKey(), parsed.getKey(), Optional.empty());
    } catch (JoseException e) {
      throw new IllegalArgumentException("GOTRUE_JWT_KEYS: a key cannot be read", e);
    }
  }

  private static Key signingKey(PublicJsonWebKey pair, boolean signs) {
    var key = pair.getPrivateKey();
    if (key == null && signs) {
      throw new IllegalArgumentException("GOTRUE_JWT_KEYS: the signing key has no private part");
    }
    return key == null ? pair.getPublicKey() : key;
  }

  private static String text(Json.Members jwk, String name) {
    return jwk.get(name)
        .map(value -> value instanceof Json.Text(String text) ? text : "")
        .orElse("");
  }

  private static List<String> operations(Json.Members jwk) {
    return jwk.get("key_ops").stream()
        .flatMap(value -> value instanceof Json.Array array ? array.items().stream() : Stream.of())
        .map(item -> item instanceof Json.Text(String text) ? text : "")
        .toList();
  }

  /// The public members in alphabetical order; every published key is for verification.
  private static Json.Members published(Json.Members jwk) {
    var open =
        jwk.entries().stream().filter(member -> !SECRET_MEMBERS.contains(member.name())).toList();
    var use = Json.object().add("use", "sig").add("key_ops", Json.texts(List.of("verify"))).build();
    return (Json.Members) new Json.Members(open).merged(use).sorted();
  }
}
