package dev.sessionkeeper.sidecar.store;

/// What became of a refreshed session that was told to everybody.
public sealed interface Publication {

  /// Everybody will find it.
  record Stored() implements Publication {}

  /// A newer generation is known; the session must not reach a browser. Source: design rule 4.
  ///
  /// @param newest the generation that is known
  record Outdated(KnownGeneration newest) implements Publication {}

  /// The store did not tell.
  record Unusable() implements Publication {}
}
