package dev.sessionkeeper.policy.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sessionkeeper.policy.schema.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the operator saw of a policy and of the pods that it selects.
///
/// @param observedGeneration the generation of the policy that this status speaks of
/// @param acknowledged how many running sidecars have taken which generation, newest first
/// @param lastRefusal the last pod that was refused; written by the replica that refused it, while
///     the leader writes everything else
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionPolicyStatus(
    @Field(
            "The generation of the policy that this status speaks of; while it is below metadata.generation, the operator has not looked yet.")
        @Nullable Long observedGeneration,
    @Field("How many pods the selector matches, and what became of them.") @Nullable PodCounts pods,
    @Field(
            value =
                "How many running sidecars follow which generation of the policy, newest first.",
            each = "A generation, and how many pods follow it.",
            maxItems = 100)
        List<Acknowledged> acknowledged,
    @Field(
            value =
                "What holds of the policy: Accepted (the sidecar can follow it), Injected (the selected pods have a sidecar), Current (the running sidecars follow the newest generation), TrafficCovered (nothing reaches the application around the sidecar).",
            shape = Field.Shape.MAP_BY_TYPE,
            each = "One matter: whether it is as it should be, why, and since when.",
            maxItems = 16)
        List<PolicyCondition> conditions,
    @Field(
            "The last pod that the admission webhook refused. It stays when pods are created again; the condition Injected tells whether it still matters.")
        @Nullable LastRefusal lastRefusal) {

  public SessionPolicyStatus {
    acknowledged = acknowledged == null ? List.of() : List.copyOf(acknowledged);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /// What the leading replica has to say, as it never writes the refusal.
  public SessionPolicyStatus withoutRefusal() {
    return new SessionPolicyStatus(observedGeneration, pods, acknowledged, conditions, null);
  }

  /// How many pods the selector matches, and what became of them.
  ///
  /// @param outdated injected, and of an older shape than the policy asks for at present
  /// @param refused matched, and not injected for a reason that an event names
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PodCounts(
      @Field("Pods that the selector matches and that have not ended.") int matched,
      @Field("Those of them that have a sidecar.") int injected,
      @Field(
              "Injected pods whose sidecar is of an older shape than the policy asks for: restart them.")
          int outdated,
      @Field("Matched pods that did not get a sidecar; events name the reasons.") int refused) {}

  /// How many running sidecars follow a generation of the policy.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Acknowledged(
      @Field("A generation of the policy.") long generation,
      @Field("Running sidecars that follow it.") int sidecars) {}

  /// A pod that was not created.
  ///
  /// @param workload what makes the pod, as `Deployment web`
  /// @param generation of the policy as it was then
  /// @param time in seconds, as RFC 3339 in UTC
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record LastRefusal(
      @Field(value = "What makes the pod, as Deployment web.", required = true) String workload,
      @Field(value = "One word for programs.", required = true) String reason,
      @Field(value = "What is in the way, and what to do.", required = true) String message,
      @Field(value = "The generation of the policy at that time.", required = true) long generation,
      @Field(
              value =
                  "When, as RFC 3339 in UTC; a pod that is tried again and again is told again after five minutes.",
              required = true)
          String time) {}
}
