package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;
import org.jspecify.annotations.Nullable;

/// The Supabase project whose sessions are kept.
///
/// @param authUrl `null` for where clients call Auth that were given `url`
/// @param cookieName `null` for the name that `@supabase/ssr` derives from the URL
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Supabase(
    @Field(
            value =
                "The Supabase URL that the application was given (NEXT_PUBLIC_SUPABASE_URL). It"
                    + " names the session cookie; changing it signs everybody out.",
            required = true,
            pattern = Patterns.HTTP_URL,
            maxLength = 512)
        String url,
    @Field(
            value =
                "Where the sidecar calls the Auth server, if not at auth/v1 below url. Set it where"
                    + " pods reach Auth by another address than browsers, with /auth/v1 behind a"
                    + " gateway and without it for a bare server.",
            pattern = Patterns.HTTP_URL,
            maxLength = 512)
        @Nullable String authUrl,
    @Field(
            value =
                "The name of the session cookie without chunk suffix, if not the one that"
                    + " @supabase/ssr derives from url (sb-<project>-auth-token). Set it if the"
                    + " application sets cookieOptions.name.",
            pattern = Patterns.COOKIE_NAME,
            maxLength = 200)
        @Nullable String cookieName,
    @Field(
            value =
                "The Secret that holds the publishable (or anon) key, in the namespace of the pods."
                    + " The operator never reads it; the kubelet mounts it into the sidecar. Where"
                    + " it is missing, pods start and the condition Current tells.",
            required = true)
        SecretKeyReference publishableKey,
    @Field(
            value =
                "Forward: refreshes tell the Auth server the visitor's address, so that its rate"
                    + " limit counts visitors and not the pod, and its list of sessions shows them."
                    + " With a publishable key as X-Forwarded-For, together with the visitor's"
                    + " User-Agent, which a server of your own reads (GOTRUE_RATE_LIMIT_HEADER);"
                    + " with a secret key (sb_secret_...) in publishableKey as Sb-Forwarded-For,"
                    + " which the hosted platform reads once it is enabled there. Needs"
                    + " trustedProxies where proxies stand in front.",
            defaultValue = "\"None\"")
        ClientAddress clientAddress) {

  /// Whether the Auth server is told on whose behalf a token call is made.
  public enum ClientAddress {
    @JsonProperty("None")
    NONE,
    @JsonProperty("Forward")
    FORWARD
  }
}
