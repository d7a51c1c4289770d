package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;
import dev.sessionkeeper.policy.schema.Rule;

/// One key of a Secret in the namespace of the pods.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rule(
    value = "!self.key.matches('eyJ[A-Za-z0-9_-]{8}|sb_secret_|sb_publishable_')",
    message =
        "key looks like a secret itself: put the secret into a Secret and name the key it has there, such as publishable-key")
public record SecretKeyReference(
    @Field(
            value = "The name of the Secret.",
            required = true,
            pattern = Patterns.OBJECT_NAME,
            maxLength = 253)
        String name,
    @Field(
            value = "The key within the Secret.",
            required = true,
            pattern = Patterns.SECRET_KEY,
            maxLength = 253)
        String key) {}
