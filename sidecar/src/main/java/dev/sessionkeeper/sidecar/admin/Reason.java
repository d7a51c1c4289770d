package dev.sessionkeeper.sidecar.admin;

/// One thing that is not as it should be.
///
/// @param code for programs
/// @param message one sentence for people: what is wrong and what to do
public record Reason(Code code, String message) {

  /// What kind of thing.
  public enum Code {
    CONFIG_REFUSED("ConfigRefused"),
    SECRET_MISSING("SecretMissing"),
    AUTH_UNREACHABLE("AuthUnreachable"),
    AUTH_WRONG_URL("AuthWrongUrl"),
    AUTH_KEY_REFUSED("AuthKeyRefused"),
    SECRET_KEY_UNNEEDED("SecretKeyUnneeded"),
    AUTH_NOT_ASKED_YET("AuthNotAskedYet"),
    SHARED_STORE_DOWN("SharedStoreDown"),
    APP_PORT_NOT_LISTENING("AppPortNotListening"),
    DRAINING("Draining");

    private final String spelling;

    Code(String spelling) {
      this.spelling = spelling;
    }

    /// As it stands in `/readyz`.
    public String spelling() {
      return spelling;
    }
  }
}
