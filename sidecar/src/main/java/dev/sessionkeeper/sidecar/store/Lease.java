package dev.sessionkeeper.sidecar.store;

import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.Session;
import io.vertx.core.Future;

/// The right to refresh one session. It is renewed by itself until one of its methods, of which
/// exactly one has to be called, ends it. Belongs to one event loop.
public interface Lease {

  /// Tells everybody the refreshed session, unless a newer generation of it is known already.
  ///
  /// @return never fails
  Future<Publication> publish(Session refreshed);

  /// Tells everybody who waits that the Auth server refused the session.
  void refuse(FatalCode code);

  /// Lets the next one try.
  void release();
}
