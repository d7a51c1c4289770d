package dev.sessionkeeper.operator.injection;

/// Why a pod must not be admitted as it is.
///
/// @param reason for programs
/// @param message what is wrong and what to do; one sentence for people
public record Refusal(Reason reason, String message) {

  /// What kind of problem.
  public enum Reason {
    /// Two policies select the pod.
    AMBIGUOUS_POLICY("AmbiguousPolicy"),
    /// The policy is not accepted, so nobody knows how to inject.
    POLICY_NOT_ACCEPTED("PolicyNotAccepted"),
    /// The pod shares the node's network.
    HOST_NETWORK("HostNetwork"),
    /// The pod runs on Windows.
    WINDOWS("Windows"),
    /// A container listens where the sidecar must.
    PORT_TAKEN("PortTaken"),
    /// No container has the policy's port.
    NO_MATCHING_PORT("NoMatchingPort"),
    /// The policy names a container that the pod has not.
    NO_SUCH_CONTAINER("NoSuchContainer"),
    /// A container of the pod's own has the sidecar's name.
    NAME_TAKEN("NameTaken");

    private final String spelling;

    Reason(String spelling) {
      this.spelling = spelling;
    }

    /// As in metrics, events and conditions.
    public String spelling() {
      return spelling;
    }
  }
}
