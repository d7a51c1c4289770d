package dev.sessionkeeper.sidecar.session;

/// The compact JWT that names the user; a secret.
///
/// @param value the text as it stands in the session; never logged
public record AccessToken(String value) {

  @Override
  public String toString() {
    return "AccessToken[redacted]";
  }
}
