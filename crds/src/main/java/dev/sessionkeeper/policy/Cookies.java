package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// The attributes that session cookies leave with.
///
/// @param domain `null` for a cookie of the host alone
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cookies(
    Boolean httpOnly,
    Boolean secure,
    SameSite sameSite,
    String path,
    @Nullable String domain,
    Boolean partitioned,
    Encoding encoding,
    Invalid invalid) {

  /// The `SameSite` attribute.
  public enum SameSite {
    @JsonProperty("Strict")
    STRICT,
    @JsonProperty("Lax")
    LAX,
    @JsonProperty("None")
    NONE
  }

  /// How the session is written into its cookie.
  public enum Encoding {
    @JsonProperty("Base64Url")
    BASE64_URL,
    @JsonProperty("Raw")
    RAW
  }

  /// What happens to session cookies that are forged or malformed.
  public enum Invalid {
    @JsonProperty("Keep")
    KEEP,
    @JsonProperty("Delete")
    DELETE
  }
}
