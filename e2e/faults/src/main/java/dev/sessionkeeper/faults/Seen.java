package dev.sessionkeeper.faults;

/// What one request came to, by what the app says that it saw.
sealed interface Seen {

  /// The app saw the session of the one who asked.
  ///
  /// @param token tells access tokens apart
  record Own(String token) implements Seen {}

  /// The app saw no session.
  ///
  /// @param state as the sidecar told the app
  record Nobody(String state) implements Seen {}

  /// The app saw the session of somebody else, which must never happen.
  record SomebodyElse(String user) implements Seen {}

  /// The sidecar answered in the app's stead.
  record Refused(int status) implements Seen {}

  /// No sidecar answered.
  record NoAnswer() implements Seen {}

  /// The one who asked did not wait for the answer.
  record Left() implements Seen {}

  /// As it is counted.
  default String label() {
    return switch (this) {
      case Own _ -> "own session";
      case Nobody(var state) -> "no session (" + state + ")";
      case SomebodyElse _ -> "somebody else's session";
      case Refused(var status) -> "status " + status;
      case NoAnswer() -> "no answer";
      case Left() -> "left early";
    };
  }
}
