package dev.sessionkeeper.simulator.jwt;

import dev.sessionkeeper.simulator.config.Settings;
import dev.sessionkeeper.simulator.json.GoJsonException;
import dev.sessionkeeper.simulator.json.GoJsonReader;
import dev.sessionkeeper.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/// The keys with which a server signs and verifies access tokens: those of `GOTRUE_JWT_KEYS`, else
/// the legacy secret.
public final class KeyRing {
  private final Map<String, JwtKey> keys = new LinkedHashMap<>();
  private final JwtKey signing;
  private final Key legacySecret;
  private final String legacyKeyId;

  private KeyRing(List<JwtKey> all, Settings.Jwt settings) {
    all.forEach(key -> keys.put(key.keyId(), key));
    var signers = keys.values().stream().filter(JwtKey::signs).toList();
    if (signers.size() != 1) {
      throw new IllegalArgumentException(
          "GOTRUE_JWT_KEYS: expected exactly one key with key_ops sign, found " + signers.size());
    }
    signing = signers.getFirst();
    legacySecret = secretKey(settings.secret());
    legacyKeyId = settings.keyId();
  }

  /// The keys that these settings name.
  ///
  /// @throws IllegalArgumentException if the keys cannot be used
  public static KeyRing of(Settings.Jwt settings) {
    if (settings.keys().isEmpty()) {
      var secret = secretKey(settings.secret());
      return new KeyRing(
          List.of(
              new JwtKey(
                  settings.keyId(), SigningMethod.HS256, true, secret, secret, Optional.empty())),
          settings);
    }
    return new KeyRing(read(settings.keys().get()), settings);
  }

  private static List<JwtKey> read(String json) {
    try {
      if (GoJsonReader.read(json.getBytes(StandardCharsets.UTF_8)) instanceof Json.Array array) {
        return array.items().stream().map(JwkReader::read).toList();
      }
    } catch (GoJsonException e) {
      throw new IllegalArgumentException("GOTRUE_JWT_KEYS: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("GOTRUE_JWT_KEYS: expected a JSON array of keys");
  }

  private static Key secretKey(String secret) {
    return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  JwtKey signing() {
    return signing;
  }

  boolean accepts(String algorithm) {
    return keys.values().stream().anyMatch(key -> key.method().algorithm().equals(algorithm));
  }

  /// The key to verify with, by `kid`, or the legacy secret for HS256 whatever the `kid`.
  Optional<JwtKey> verifying(Optional<String> keyId, String algorithm) {
    var named = keyId.flatMap(id -> Optional.ofNullable(keys.get(id)));
    if (named.isPresent()) {
      return named;
    }
    var legacy = algorithm.equals("HS256") || keyId.equals(Optional.of(legacyKeyId));
    return legacy
        ? Optional.of(
            new JwtKey(
                legacyKeyId,
                SigningMethod.HS256,
                false,
                legacySecret,
                legacySecret,
                Optional.empty()))
        : Optional.empty();
  }

  /// The published key set. The order of its keys changes from call to call, as Go's maps do.
  public Json.Members published() {
    List<Json> all = new ArrayList<>();
    keys.values().forEach(key -> key.published().ifPresent(all::add));
    Collections.shuffle(all);
    return Json.object().add("keys", new Json.Array(all)).build();
  }
}
