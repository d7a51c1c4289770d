package dev.sessionkeeper.sidecar.verify;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Optional;
import org.jose4j.keys.HmacKey;

/// The HS256 secret, `GOTRUE_JWT_SECRET` of the Auth server.
///
/// @param value its text, whose bytes are the key; never logged
public record JwtSecret(String value) {

  public JwtSecret {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("value: expected a secret that is not empty");
    }
  }

  /// Reads the text of a secret file; empty where it holds no secret.
  public static Optional<JwtSecret> of(String fileText) {
    return Optional.of(fileText.strip()).filter(text -> !text.isEmpty()).map(JwtSecret::new);
  }

  Key key() {
    return new HmacKey(value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "JwtSecret[redacted]";
  }
}
