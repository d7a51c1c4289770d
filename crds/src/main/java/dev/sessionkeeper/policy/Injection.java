package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/// The admission of selected pods.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Injection(FailurePolicy failurePolicy) {

  /// What happens to a selected pod while no operator answers.
  public enum FailurePolicy {
    @JsonProperty("Fail")
    FAIL,
    @JsonProperty("Ignore")
    IGNORE
  }
}
