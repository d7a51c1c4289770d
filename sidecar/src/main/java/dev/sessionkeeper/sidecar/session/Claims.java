package dev.sessionkeeper.sidecar.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What an access token says about itself, decoded and not verified.
///
/// @param subject `sub`, the user
/// @param sessionId `session_id`, stable over all refreshes of one sign-in
/// @param issuedAt `iat`
/// @param expiresAt `exp`
/// @param algorithm `alg` of the header
/// @param keyId `kid` of the header
public record Claims(
    Optional<String> subject,
    Optional<String> sessionId,
    Optional<Instant> issuedAt,
    Optional<Instant> expiresAt,
    Optional<String> algorithm,
    Optional<String> keyId) {

  /// The claims of a text that is no JWT.
  public static final Claims NONE =
      new Claims(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// How long the token lives from its issue; zero where it does not tell.
  public Duration lifetime() {
    return issuedAt.isPresent() && expiresAt.isPresent()
        ? Duration.between(issuedAt.get(), expiresAt.get())
        : Duration.ZERO;
  }
}
