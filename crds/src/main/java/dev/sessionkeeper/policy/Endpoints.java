package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;

/// What scripts of the browser may ask of the sidecar itself.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Endpoints(
    @Field(
            value =
                "Whether session, token, refresh and sign-out are served below /.sessionkeeper/. Set it to true for pages that use supabase-js while cookies.httpOnly hides the session from them. A script that is injected into a page can then ask for the access token, though never for the refresh token.",
            defaultValue = "false")
        Boolean enabled,
    @Field(
            value =
                "Which sessions of the user the endpoint sign-out ends. Global: all of them. Local: the one of this browser. Others: all but the one of this browser, which stays signed in.",
            defaultValue = "\"Global\"")
        SignOutScope signOutScope) {

  /// Which sessions a sign-out ends.
  public enum SignOutScope {
    @JsonProperty("Global")
    GLOBAL,
    @JsonProperty("Local")
    LOCAL,
    @JsonProperty("Others")
    OTHERS
  }
}
