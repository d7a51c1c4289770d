package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;
import java.util.List;

/// What the application is told about users whose session is verified.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Identity(
    @Field(
            value =
                "The headers that the application gets on Refresh and Require routes, made from"
                    + " verified claims alone: User (X-Sessionkeeper-User, the claim sub), Email"
                    + " (email), Role (role), Session (session_id), Assurance (aal), Anonymous"
                    + " (is_anonymous). Whatever clients send under such names is removed, whether"
                    + " listed or not. The application must not be reachable around the sidecar.",
            shape = Field.Shape.SET,
            each = "A claim, by the name of its header.",
            maxItems = 6,
            defaultValue = "[]")
        List<Claim> headers,
    @Field(
            value =
                "Authorization: the verified access token is sent to the application as"
                    + " Authorization: Bearer, unless the request has an Authorization header of"
                    + " its own. For applications and libraries that do not read the cookie.",
            defaultValue = "\"None\"")
        AccessToken accessToken) {

  public Identity {
    headers = Copies.of(headers);
  }

  /// A claim of the access token.
  public enum Claim {
    @JsonProperty("User")
    USER,
    @JsonProperty("Email")
    EMAIL,
    @JsonProperty("Role")
    ROLE,
    @JsonProperty("Session")
    SESSION,
    @JsonProperty("Assurance")
    ASSURANCE,
    @JsonProperty("Anonymous")
    ANONYMOUS
  }

  /// Where the access token goes.
  public enum AccessToken {
    @JsonProperty("None")
    NONE,
    @JsonProperty("Authorization")
    AUTHORIZATION
  }
}
