package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.sidecar.session.UnavailableReason;

/// What the Auth server said to `GET /.well-known/jwks.json`.
public sealed interface KeysAnswer {

  /// The published keys.
  ///
  /// @param json a JSON object; not looked into yet
  record Keys(String json) implements KeysAnswer {}

  /// No keys were told, which says nothing about those known before.
  record Unavailable(UnavailableReason reason) implements KeysAnswer {}
}
