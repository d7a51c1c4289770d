package dev.sessionkeeper.contract;

/// Whether the Auth server is told on whose behalf a token call is made.
public enum ClientAddress {
  /// All calls are those of the sidecar.
  NONE,
  /// It is told the visitor's address, and their User-Agent unless the key is a secret one.
  FORWARD
}
