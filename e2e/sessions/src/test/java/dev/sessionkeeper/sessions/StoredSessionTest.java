package dev.sessionkeeper.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.Test;

/// Sessions of tests.
final class StoredSessionTest {
  private static final long EXPIRES = 1_800_000_000;
  private static final Duration AGE = Duration.ofMinutes(65);

  private final SigningKey key = SigningKey.generate();
  private final StoredSession session = session();

  @Test
  void whatWasStoredIsReadAgain() {
    var read = StoredSession.decode(session.encode());

    assertThat(read.refreshToken()).isEqualTo("of-one-sign-in");
    assertThat(read.fingerprint()).isEqualTo(session.fingerprint());
    assertThat(read.expiresAt()).isEqualTo(Instant.ofEpochSecond(EXPIRES));
  }

  @Test
  void anAgedSessionKeepsItsRefreshTokenAndExpiresEarlier() throws Exception {
    var aged = session.aged(AGE, key);

    assertThat(aged.refreshToken()).isEqualTo(session.refreshToken());
    assertThat(aged.expiresAt()).isEqualTo(session.expiresAt().minus(AGE));
    assertThat(aged.fingerprint()).isNotEqualTo(session.fingerprint());
    var claims = new ObjectMapper().readTree(verified(aged));
    assertThat(claims.path("exp").asLong()).isEqualTo(EXPIRES - AGE.toSeconds());
    assertThat(claims.path("iat").asLong()).isEqualTo(EXPIRES - 3600 - AGE.toSeconds());
    assertThat(claims.path("sub").asText()).isEqualTo("ada");
  }

  @Test
  void nothingOfItsTokensIsPrinted() {
    assertThat(session.secretsIn(session.toString())).isEmpty();
    assertThat(session.secretsIn("presented of-one-sign-in")).containsExactly("refresh_token");
  }

  @Test
  void whatIsNoSessionIsRefusedWithoutItsText() {
    assertThatThrownBy(() -> StoredSession.parse("[\"secret\"]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a session or its claims are not a JSON object");
    assertThatThrownBy(() -> StoredSession.decode("e30"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected the prefix base64-");
  }

  private StoredSession session() {
    var claims = "{\"sub\":\"ada\",\"iat\":%d,\"exp\":%d}".formatted(EXPIRES - 3600, EXPIRES);
    return StoredSession.parse(
        "{\"access_token\":\"%s\",\"refresh_token\":\"of-one-sign-in\",\"expires_at\":%d}"
            .formatted(key.sign(claims), EXPIRES));
  }

  /// The claims of the access token, if the key signed them.
  private String verified(StoredSession stored) throws Exception {
    var json = Base64.getUrlDecoder().decode(stored.encode().substring("base64-".length()));
    var token = new ObjectMapper().readTree(json).path("access_token").asText();
    var keys = new JsonWebKeySet("{\"keys\":" + key.asKeySet() + "}").getJsonWebKeys();
    var signature = new JsonWebSignature();
    signature.setCompactSerialization(token);
    signature.setKey(((PublicJsonWebKey) keys.getFirst()).getPublicKey());
    assertThat(signature.verifySignature()).isTrue();
    return new String(
        Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }
}
