package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// How requests come to the sidecar instead of the application.
///
/// @param bindVariable `null` where the application has none
/// @param container `null` to find the application's container by the port
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Traffic(
    Integer port,
    Takeover takeover,
    String portVariable,
    @Nullable String bindVariable,
    @Nullable String container) {

  /// Who moves out of the way.
  public enum Takeover {
    @JsonProperty("MoveApp")
    MOVE_APP,
    @JsonProperty("Redirect")
    REDIRECT,
    @JsonProperty("Manual")
    MANUAL
  }
}
