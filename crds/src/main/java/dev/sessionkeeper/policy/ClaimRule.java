package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;
import dev.sessionkeeper.policy.schema.Rule;
import java.util.List;

/// What a route asks an access token to say.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rule(
    value = "self.name != 'user_metadata' && !self.name.startsWith('user_metadata.')",
    message = "users write user_metadata themselves: no claim of it says what they may do")
public record ClaimRule(
    @Field(
            value =
                "The path of the claim, its segments divided by dots, such as app_metadata.plan. Never one of user_metadata, which users write themselves.",
            required = true,
            pattern = Patterns.CLAIM_NAME,
            maxLength = 256)
        String name,
    @Field(
            value =
                "The claim must be one of them or, where it is a list, hold one. true, false and whole numbers are written as texts.",
            required = true,
            shape = Field.Shape.SET,
            pattern = Patterns.CLAIM_VALUE,
            maxLength = 128,
            minItems = 1,
            each = "A value as text, such as pro, true or 3.",
            maxItems = 32)
        List<String> values) {

  public ClaimRule {
    values = Copies.of(values);
  }
}
