package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/// When and how sessions are refreshed.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Refresh(
    String margin,
    String early,
    String timeout,
    OnUnavailable onUnavailable,
    Integer maxConcurrent,
    Integer requestsPerSecond,
    Integer burst,
    String replay,
    Integer replayBytes) {

  /// What happens to a request whose session has expired while the Auth server is unavailable.
  public enum OnUnavailable {
    @JsonProperty("Anonymous")
    ANONYMOUS,
    @JsonProperty("ServiceUnavailable")
    SERVICE_UNAVAILABLE
  }
}
