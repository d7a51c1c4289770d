package dev.sessionkeeper.sidecar.verify;

import dev.sessionkeeper.sidecar.session.Session;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/// Trusts what the HS256 secret has signed.
///
/// @param secret asked for each token, as it may be rotated
record SecretTrust(Supplier<Optional<JwtSecret>> secret) implements Trust {

  @Override
  public Future<Judgement> judge(Session session) {
    var algorithm = Algorithm.of(session.claims().algorithm());
    if (algorithm.filter(Algorithm.HS256::equals).isEmpty()) {
      return Future.succeededFuture(Judgement.forged(Reasons.ALGORITHM));
    }
    return Future.succeededFuture(
        secret
            .get()
            .map(present -> judge(session, present))
            .orElseGet(() -> Judgement.unverifiable(Reasons.NO_SECRET)));
  }

  private static Judgement judge(Session session, JwtSecret present) {
    return Signature.fits(session.accessToken(), Algorithm.HS256, present.key())
        ? Judgement.verified()
        : Judgement.forged(Reasons.SIGNATURE);
  }
}
