package dev.sessionkeeper.sidecar.probe;

/// What a check of the application found.
public sealed interface CheckResult {

  /// The application answered.
  ///
  /// @param status of HTTP; 200 for a connection or a serving gRPC service
  record Answered(int status) implements CheckResult {}

  /// It did not answer, or said by gRPC that it does not serve.
  ///
  /// @param why for the event that the kubelet writes; nothing of the application's answer
  record Failed(String why) implements CheckResult {}
}
