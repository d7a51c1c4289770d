package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;

/// The admission of selected pods.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Injection(
    @Field(
            value =
                "What happens to a selected pod while no operator answers. Fail: it is not created, so that none runs without sidecar. Ignore: it is created without sidecar, and the status counts it. Other pods are never affected.",
            defaultValue = "\"Fail\"")
        FailurePolicy failurePolicy) {

  /// What happens to a selected pod while no operator answers.
  public enum FailurePolicy {
    @JsonProperty("Fail")
    FAIL,
    @JsonProperty("Ignore")
    IGNORE
  }
}
