package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// How access tokens are verified.
///
/// @param jwtSecret `null` where there is none
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verify(Mode mode, @Nullable SecretKeyReference jwtSecret) {

  /// Where the trust in an access token comes from.
  public enum Mode {
    @JsonProperty("Auto")
    AUTO,
    @JsonProperty("Keys")
    KEYS,
    @JsonProperty("Secret")
    SECRET,
    @JsonProperty("User")
    USER
  }
}
