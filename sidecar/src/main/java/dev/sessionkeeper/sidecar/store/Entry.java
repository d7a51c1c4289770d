package dev.sessionkeeper.sidecar.store;

import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.Session;

/// What became of a session.
public sealed interface Entry {

  /// It was refreshed.
  record Renewed(Session session) implements Entry {}

  /// The Auth server refused it, a few seconds ago.
  record Refused(FatalCode code) implements Entry {}
}
