package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// The Supabase project whose sessions are kept.
///
/// @param authUrl `null` for `<url>/auth/v1`
/// @param cookieName `null` for the name that `@supabase/ssr` derives from the URL
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Supabase(
    String url,
    @Nullable String authUrl,
    @Nullable String cookieName,
    SecretKeyReference publishableKey) {}
