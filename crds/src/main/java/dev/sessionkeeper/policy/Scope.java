package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;
import org.jspecify.annotations.Nullable;

/// A scope in which browsers may hold session cookies of earlier times.
///
/// @param domain `null` for the host alone
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scope(
    @Field(
            value = "The domain of the cookies; without it they are of the host alone.",
            pattern = Patterns.DOMAIN,
            maxLength = 253)
        @Nullable String domain,
    @Field(
            value = "The path of the cookies.",
            pattern = Patterns.COOKIE_PATH,
            maxLength = 1024,
            defaultValue = "\"/\"")
        String path) {}
