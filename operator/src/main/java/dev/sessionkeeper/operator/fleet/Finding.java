package dev.sessionkeeper.operator.fleet;

import dev.sessionkeeper.policy.resource.PolicyCondition.Status;

/// What a condition says.
///
/// @param reason one word for programs
/// @param message a sentence for people
record Finding(Status status, String reason, String message) {

  static Finding yes(String reason, String message) {
    return new Finding(Status.TRUE, reason, message);
  }

  static Finding no(String reason, String message) {
    return new Finding(Status.FALSE, reason, message);
  }

  static Finding unknown(String reason, String message) {
    return new Finding(Status.UNKNOWN, reason, message);
  }
}
