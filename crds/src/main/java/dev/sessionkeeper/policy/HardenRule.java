package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;

/// What some cookies of the application must leave with.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HardenRule(
    @Field(
            value =
                "The cookies that the rule applies to: a name, in which * stands for any text. A rule that asks for nothing spares its cookies from the rules behind it.",
            required = true,
            pattern = Patterns.COOKIE_GLOB,
            maxLength = 200)
        String name,
    @Field(
            value =
                "Hides them from scripts. Not for cookies that scripts read, such as XSRF-TOKEN.",
            defaultValue = "false")
        Boolean httpOnly,
    @Field(value = "Keeps them off plain http.", defaultValue = "false") Boolean secure,
    @Field(
            value =
                "The weakest SameSite that they leave with. Keep leaves it to the application; Strict keeps them from requests that come by a link from elsewhere.",
            defaultValue = "\"Keep\"")
        SameSite sameSite) {

  /// The weakest `SameSite` that a cookie may leave with.
  public enum SameSite {
    @JsonProperty("Keep")
    KEEP,
    @JsonProperty("Lax")
    LAX,
    @JsonProperty("Strict")
    STRICT
  }
}
