package dev.sessionkeeper.sidecar.session;

/// The single-use token that buys the next session; a secret.
///
/// @param value the text as it stands in the session; empty where the session has none
public record RefreshToken(String value) {

  @Override
  public String toString() {
    return "RefreshToken[redacted]";
  }
}
