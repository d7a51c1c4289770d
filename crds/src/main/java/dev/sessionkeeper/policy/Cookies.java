package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;
import dev.sessionkeeper.policy.schema.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The attributes that session cookies leave with.
///
/// @param domain `null` for a cookie of the host alone
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rule(
    value = "self.sameSite != 'None' || self.secure",
    message = "sameSite: None needs secure: true, else browsers drop the cookies")
@Rule(
    value = "!self.partitioned || self.secure",
    message = "partitioned: true needs secure: true, else browsers drop the cookies")
@Rule(
    value = "self.prefix == 'None' || self.secure",
    message = "prefix needs secure: true, else browsers drop the cookies")
@Rule(
    value = "self.prefix != 'Host' || (self.path == '/' && !has(self.domain))",
    message = "prefix: Host needs path: / and no domain, else browsers drop the cookies")
public record Cookies(
    @Field(
            value =
                "Hides the session from scripts. Set it to false if the application uses"
                    + " createBrowserClient with the session of the server.",
            defaultValue = "true")
        Boolean httpOnly,
    @Field(
            value =
                "Keeps the session off plain http. Set it to false for development without TLS"
                    + " alone.",
            defaultValue = "true")
        Boolean secure,
    @Field(
            value =
                "Whether other sites' requests carry the session. None only for applications that"
                    + " are embedded elsewhere.",
            defaultValue = "\"Lax\"")
        SameSite sameSite,
    @Field(
            value =
                "The path that the cookies are valid for. Set it where several applications share a"
                    + " host.",
            pattern = Patterns.COOKIE_PATH,
            maxLength = 1024,
            defaultValue = "\"/\"")
        String path,
    @Field(
            value =
                "The domain that the cookies are valid for, subdomains included. Set it where"
                    + " subdomains share the session, as the application's cookieOptions.domain;"
                    + " without it the cookies are of the host alone.",
            pattern = Patterns.DOMAIN,
            maxLength = 253)
        @Nullable String domain,
    @Field(
            value = "Gives each embedding site its own cookies (CHIPS). For embedded applications.",
            defaultValue = "false")
        Boolean partitioned,
    @Field(
            value =
                "How the session is written; both are read. Raw for applications with"
                    + " cookieEncoding: raw.",
            defaultValue = "\"Base64Url\"")
        Encoding encoding,
    @Field(
            value =
                "What happens to session cookies that are forged or malformed; the application"
                    + " never sees them. Keep leaves them in the browser, Delete removes them.",
            defaultValue = "\"Keep\"")
        Invalid invalid,
    @Field(
            value =
                "What browsers put before the cookie's name: Host (__Host-) keeps other hosts of"
                    + " the domain from planting or replacing the session, Secure (__Secure-) keeps"
                    + " plain http from it. The application keeps the name that it knows; the"
                    + " sidecar translates. Not for applications that read the session in the"
                    + " browser (createBrowserClient).",
            defaultValue = "\"None\"")
        Prefix prefix,
    @Field(
            value =
                "What session cookies without the prefix count. Migrate: a browser that has no"
                    + " other is kept signed in, and gets the prefixed ones instead. Ignore:"
                    + " nothing; set it once sessionkeeper_sessions_moved_total stands still, as"
                    + " until then other hosts of the domain can still sign a visitor in as"
                    + " somebody else.",
            defaultValue = "\"Migrate\"")
        Unprefixed unprefixed,
    @Field(
            value =
                "Scopes in which the application wrote session cookies in earlier times. Copies"
                    + " there are deleted whenever the session is written or deleted, and when a"
                    + " browser sends two sessions.",
            each = "A scope, as the application set it.",
            maxItems = 8,
            defaultValue = "[]")
        List<Scope> alsoClear,
    @Field(
            value =
                "What cookies that the application sets for itself must leave with; the first rule"
                    + " whose name matches decides. It only adds and strengthens, and never applies"
                    + " to the cookies of the session and its sign-in.",
            each = "Which cookies, and what they must leave with.",
            maxItems = 32,
            defaultValue = "[]")
        List<HardenRule> harden) {

  public Cookies {
    alsoClear = Copies.of(alsoClear);
    harden = Copies.of(harden);
  }

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

  /// What stands before the cookie's name in browsers.
  public enum Prefix {
    @JsonProperty("None")
    NONE,
    @JsonProperty("Secure")
    SECURE,
    @JsonProperty("Host")
    HOST
  }

  /// What cookies without the prefix count.
  public enum Unprefixed {
    @JsonProperty("Migrate")
    MIGRATE,
    @JsonProperty("Ignore")
    IGNORE
  }

  /// What happens to session cookies that are forged or malformed.
  public enum Invalid {
    @JsonProperty("Keep")
    KEEP,
    @JsonProperty("Delete")
    DELETE
  }
}
