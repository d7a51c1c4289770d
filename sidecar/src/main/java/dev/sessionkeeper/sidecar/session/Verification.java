package dev.sessionkeeper.sidecar.session;

/// What is known about the signature of an access token.
public sealed interface Verification {

  /// Signed by the Auth server; says nothing about expiry.
  record Verified() implements Verification {}

  /// Not signed by the Auth server.
  ///
  /// @param reason a constant text, safe to log
  record Forged(String reason) implements Verification {}

  /// Nobody could be asked, or the one asked could not tell.
  ///
  /// @param reason a constant text, safe to log
  record Unverifiable(String reason) implements Verification {}
}
