package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;

/// How running pods get a sidecar of the policy's current shape.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rollout(
    @Field(
            value =
                "Manual: outdated pods are counted in the status, and you restart them. Automatic: the operator restarts their workloads at the pace below.",
            defaultValue = "\"Manual\"")
        Strategy strategy,
    @Field(
            value =
                "How many workloads (Deployments, StatefulSets, DaemonSets) are restarted at a time; with Automatic. Each keeps its own rolling update strategy.",
            minimum = 1,
            maximum = 1000,
            defaultValue = "1")
        Integer maxUnavailable,
    @Field(
            value =
                "Whether restarts pause while the rate of failed refreshes rises; with Automatic.",
            defaultValue = "true")
        Boolean pauseOnErrors) {

  /// Who restarts outdated pods.
  public enum Strategy {
    @JsonProperty("Manual")
    MANUAL,
    @JsonProperty("Automatic")
    AUTOMATIC
  }
}
