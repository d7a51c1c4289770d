package dev.sessionkeeper.sidecar.verify;

import dev.sessionkeeper.sidecar.session.Claims;
import dev.sessionkeeper.sidecar.session.Session;
import io.vertx.core.Future;

/// Picks the source of trust by what a token says of its key.
///
/// @param keys for tokens that name a published key
/// @param secret for HS256 tokens, where the secret is known
/// @param user for the rest, as auth-js does it (`src/GoTrueClient.ts`, getClaims)
record AutoTrust(Trust keys, Trust secret, Trust user) implements Trust {

  @Override
  public Future<Judgement> judge(Session session) {
    return Algorithm.of(session.claims().algorithm())
        .map(algorithm -> choice(algorithm, session.claims()).judge(session))
        .orElseGet(() -> Future.succeededFuture(Judgement.forged(Reasons.ALGORITHM)));
  }

  private Trust choice(Algorithm algorithm, Claims claims) {
    return switch (algorithm.kind()) {
      case SHARED_SECRET -> secret;
      case ASYMMETRIC -> claims.keyId().isPresent() ? keys : user;
    };
  }
}
