package dev.sessionkeeper.sidecar.verify;

import dev.sessionkeeper.sidecar.session.Session;
import io.vertx.core.Future;

/// A source of trust in access tokens.
interface Trust {

  /// Judges a token. Complete at once where nobody has to be asked; never fails.
  Future<Judgement> judge(Session session);

  /// Judges no token.
  static Trust none(String reason) {
    return session -> Future.succeededFuture(Judgement.unverifiable(reason));
  }
}
