package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.decision.Situation.Presented;
import dev.sessionkeeper.sidecar.session.StoredSession;
import dev.sessionkeeper.sidecar.session.Verification;
import io.vertx.core.Future;

/// Which of the sessions in a request's cookies counts, and what is to be thought of it.
final class Presentation {
  private Presentation() {}

  /// The session that counts, verified.
  static Future<Presented> of(Exchange exchange, StoredSession.Found found) {
    return unlessForged(exchange, found).compose(genuine -> verify(exchange, genuine));
  }

  /// C3: the newest of differing duplicates was chosen by claims that anybody can write.
  static Future<StoredSession.Found> unlessForged(Exchange exchange, StoredSession.Found found) {
    return found.other().isEmpty()
        ? Future.succeededFuture(found)
        : verify(exchange, found)
            .map(
                presented ->
                    presented.verification() instanceof Verification.Forged
                        ? found.withoutForged()
                        : found);
  }

  /// Asks the verifier.
  static Future<Presented> verify(Exchange exchange, StoredSession.Found found) {
    return exchange
        .policy()
        .verifier()
        .verify(found.session())
        .map(verification -> new Presented(found.session(), found.agreement(), verification));
  }
}
