package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Rule;
import org.jspecify.annotations.Nullable;

/// How access tokens are verified.
///
/// @param jwtSecret `null` where there is none
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rule(
    value = "self.mode != 'Secret' || has(self.jwtSecret)",
    message = "mode: Secret needs jwtSecret: name the Secret that holds the project's JWT secret")
@Rule(
    value = "!has(self.jwtSecret) || self.mode in ['Auto', 'Secret']",
    message = "jwtSecret has an effect with mode: Auto and Secret alone: remove it")
public record Verify(
    @Field(
            value =
                "Auto: keys where the Auth server publishes them, else jwtSecret where there is one, else the server is asked. Keys: the published keys (JWKS). Secret: jwtSecret. User: the server is asked (GET /user). Set it to refuse the other ways.",
            defaultValue = "\"Auto\"")
        Mode mode,
    @Field(
            "The Secret that holds the HS256 JWT secret of the project, in the namespace of the pods. For projects without asymmetric keys.")
        @Nullable SecretKeyReference jwtSecret) {

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
