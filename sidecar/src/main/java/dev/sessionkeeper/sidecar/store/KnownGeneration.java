package dev.sessionkeeper.sidecar.store;

import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.GenerationOrder;
import dev.sessionkeeper.sidecar.session.Session;
import java.time.Instant;
import java.util.Optional;

/// The newest generation of a sign-in that any replica has received. It holds no tokens.
///
/// @param token of the newest session
/// @param parent the refresh token that bought it
/// @param order when it was issued, and what else tells it from older ones
public record KnownGeneration(Fingerprint token, Fingerprint parent, GenerationOrder order) {

  /// The generation of a session that was bought by another one; empty where its access token does
  /// not say when it was issued.
  public static Optional<KnownGeneration> of(Session parent, Session refreshed) {
    return GenerationOrder.of(refreshed)
        .map(order -> new KnownGeneration(token(refreshed), token(parent), order));
  }

  /// When the access token was issued.
  public Instant issuedAt() {
    return Instant.ofEpochSecond(order.issuedAt());
  }

  private static Fingerprint token(Session session) {
    return Fingerprint.of(session.refreshToken().value());
  }
}
