package dev.sessionkeeper.policy.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the operator saw of a policy and of the pods that it selects.
///
/// @param observedGeneration the generation of the policy that this status speaks of
/// @param acknowledged how many running sidecars have taken which generation, newest first
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionPolicyStatus(
    @Nullable Long observedGeneration,
    @Nullable PodCounts pods,
    List<Acknowledged> acknowledged,
    List<PolicyCondition> conditions) {

  public SessionPolicyStatus {
    acknowledged = acknowledged == null ? List.of() : List.copyOf(acknowledged);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /// How many pods the selector matches, and what became of them.
  ///
  /// @param outdated injected, and of an older shape than the policy asks for now
  /// @param refused matched, and not injected for a reason that an event names
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PodCounts(int matched, int injected, int outdated, int refused) {}

  /// How many running sidecars follow a generation of the policy.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Acknowledged(long generation, int sidecars) {}
}
