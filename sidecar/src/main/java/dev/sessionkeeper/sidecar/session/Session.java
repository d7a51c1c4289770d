package dev.sessionkeeper.sidecar.session;

import java.time.Instant;
import java.util.Optional;

/// A session as its cookie holds it.
///
/// @param accessToken the text of the access token
/// @param refreshToken the text of the refresh token; its value is empty where the session has none
/// @param claims what the access token says, not verified
/// @param expiresAt the earlier of the cookie's `expires_at` and the token's `exp`; empty where
///     neither tells, which every reader takes for "never"
/// @param json the whole stored text, normalised as JavaScript writes it; a secret
public record Session(
    AccessToken accessToken,
    RefreshToken refreshToken,
    Claims claims,
    Optional<Instant> expiresAt,
    String json) {

  /// Whether the Auth server would still take the access token.
  public boolean isValid(Moment now) {
    return expiresAt.map(end -> end.isAfter(now.atServer())).orElse(true);
  }

  @Override
  public String toString() {
    return "Session[expiresAt=" + expiresAt + "]";
  }
}
