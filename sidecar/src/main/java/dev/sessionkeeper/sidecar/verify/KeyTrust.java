package dev.sessionkeeper.sidecar.verify;

import dev.sessionkeeper.sidecar.session.Session;
import io.vertx.core.Future;
import java.util.List;

/// Trusts what the server's published keys have signed.
///
/// @param withoutKeys judges where the server publishes no keys at all
record KeyTrust(PublishedKeys keys, Trust withoutKeys) implements Trust {

  @Override
  public Future<Judgement> judge(Session session) {
    // A public key taken for an HS256 secret is the classic forgery.
    return Algorithm.of(session.claims().algorithm())
        .filter(algorithm -> algorithm.kind() == Algorithm.Kind.ASYMMETRIC)
        .map(algorithm -> judge(session, algorithm))
        .orElseGet(() -> Future.succeededFuture(Judgement.forged(Reasons.ALGORITHM)));
  }

  private Future<Judgement> judge(Session session, Algorithm algorithm) {
    return keys.lookUp(session.claims().keyId())
        .compose(
            lookup ->
                switch (lookup) {
                  case KeyLookup.Found(var found) ->
                      Future.succeededFuture(judge(session, algorithm, found));
                  case KeyLookup.Absent() ->
                      Future.succeededFuture(Judgement.forged(Reasons.UNKNOWN_KEY));
                  case KeyLookup.NoneAtAll() -> withoutKeys.judge(session);
                  case KeyLookup.Unknown() ->
                      Future.succeededFuture(Judgement.unverifiable(Reasons.KEYS_UNAVAILABLE));
                });
  }

  static Judgement judge(Session session, Algorithm algorithm, List<PublishedKey> found) {
    var fitting = found.stream().filter(key -> key.algorithm() == algorithm).toList();
    if (fitting.isEmpty()) {
      return Judgement.forged(Reasons.ALGORITHM);
    }
    return fitting.stream()
            .anyMatch(key -> Signature.fits(session.accessToken(), algorithm, key.key()))
        ? Judgement.verified()
        : Judgement.forged(Reasons.SIGNATURE);
  }
}
