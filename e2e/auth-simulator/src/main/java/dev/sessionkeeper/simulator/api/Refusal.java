package dev.sessionkeeper.simulator.api;

/// Ends the handling of a request with an error; only the edge that writes the answer catches it.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ApiError error;

  Refusal(ApiError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  static Refusal badRequest(String code, String message) {
    return ApiError.of(400, code, message).refusal();
  }

  static Refusal invalid(String message) {
    return badRequest("validation_failed", message);
  }

  ApiError error() {
    return error;
  }
}
