package dev.sessionkeeper.simulator.api;

import java.util.List;
import java.util.Optional;

/// An error that the server answers.
///
/// @param code empty for errors that a hook returned
/// @param databaseError shown to clients of the old error format instead of the message
/// @param weakPasswordReasons why a password was refused; not empty makes it the special error of
///   weak passwords
public record ApiError(
    int status,
    String code,
    String message,
    Optional<DatabaseError> databaseError,
    List<String> weakPasswordReasons) {

  /// An exception that a database function raised.
  public record DatabaseError(String code, String message) {}

  public static ApiError of(int status, String code, String message) {
    return new ApiError(status, code, message, Optional.empty(), List.of());
  }

  static ApiError internal(String message) {
    return of(500, "unexpected_failure", message);
  }

  static ApiError weakPassword(String message, List<String> reasons) {
    return new ApiError(422, "weak_password", message, Optional.empty(), reasons);
  }

  ApiError with(DatabaseError error) {
    return new ApiError(status, code, message, Optional.of(error), weakPasswordReasons);
  }

  Refusal refusal() {
    return new Refusal(this);
  }
}
