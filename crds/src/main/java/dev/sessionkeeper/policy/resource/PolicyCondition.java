package dev.sessionkeeper.policy.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;

/// One condition of a policy, by the conventions of the Kubernetes API.
///
/// @param observedGeneration the generation of the policy that the condition was found for
/// @param lastTransitionTime when `status` last changed, as RFC 3339 in UTC
/// @param reason one word in CamelCase for programs
/// @param message a sentence for people
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyCondition(
    @Field(value = "What the condition is about.", required = true) Type type,
    @Field(value = "Whether it holds; Unknown while nothing can be said.", required = true)
        Status status,
    @Field("The generation of the policy that it was found for.") Long observedGeneration,
    @Field(value = "When status last changed, as RFC 3339 in UTC.", required = true)
        String lastTransitionTime,
    @Field(
            value = "One word for programs.",
            required = true,
            pattern = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$",
            maxLength = 1024)
        String reason,
    @Field(
            value = "A sentence for people: what is so, and what to do.",
            required = true,
            maxLength = 32768)
        String message) {

  /// What a condition is about.
  public enum Type {
    /// The policy is one that the sidecar can follow.
    @JsonProperty("Accepted")
    ACCEPTED,
    /// The selected pods have a sidecar.
    @JsonProperty("Injected")
    INJECTED,
    /// The running sidecars follow the newest generation.
    @JsonProperty("Current")
    CURRENT,
    /// No Service or port reaches the application around the sidecar.
    @JsonProperty("TrafficCovered")
    TRAFFIC_COVERED
  }

  /// Whether a condition holds.
  public enum Status {
    @JsonProperty("True")
    TRUE,
    @JsonProperty("False")
    FALSE,
    @JsonProperty("Unknown")
    UNKNOWN
  }
}
