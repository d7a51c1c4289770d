package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;
import dev.sessionkeeper.policy.schema.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One rule of the route table; the first that matches a request decides.
///
/// @param path `null` where there is a pattern
/// @param pathPattern `null` where there is a path
/// @param signIn `null` where nobody is sent to sign in
/// @param assurance `null` where any will do
/// @param stepUp `null` where nobody is sent to sign in with another factor
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rule(
    value = "!has(self.signIn) || self.session == 'Require'",
    message = "signIn has an effect with session: Require alone")
@Rule(
    value = "has(self.path) != has(self.pathPattern)",
    message = "a rule has either path or pathPattern")
@Rule(
    value =
        "self.session == 'Require' || (!has(self.assurance) && (!has(self.roles) || self.roles.size() == 0) && (!has(self.claims) || self.claims.size() == 0))",
    message = "assurance, roles and claims have an effect with session: Require alone")
@Rule(
    value = "!has(self.stepUp) || (has(self.assurance) && self.assurance == 'aal2')",
    message = "stepUp has an effect with assurance: aal2 alone")
@Rule(
    value =
        "!has(self.headers) || self.headers.all(name, !name.lowerAscii().matches('^(x-forwarded-.*|x-sessionkeeper-.*|forwarded|x-real-ip|x-original-ur[li]|x-rewrite-url)$'))",
    message = "headers that proxies and the sidecar set decide about no route")
public record Route(
    @Field(
            value =
                "A path glob: * stands for any text, slashes included; a trailing /* for nothing as well, so that /dashboard/* covers /dashboard.",
            pattern = Patterns.GLOB,
            maxLength = 1024)
        @Nullable String path,
    @Field(
            value =
                "In place of path: a regular expression (RE2: no look-around, no references) that must cover the whole path, such as /(en|de)/account(/.*)?. Its matching takes time linear in the path.",
            pattern = Patterns.PATH_PATTERN,
            maxLength = 512)
        @Nullable String pathPattern,
    @Field(
            value = "The methods that the rule applies to; empty for all.",
            shape = Field.Shape.SET,
            pattern = Patterns.METHOD,
            maxLength = 32,
            each = "A method, such as GET.",
            maxItems = 16,
            defaultValue = "[]")
        List<String> methods,
    @Field(
            value = "The hosts that the rule applies to, without port; empty for all.",
            shape = Field.Shape.SET,
            pattern = Patterns.HOST,
            maxLength = 253,
            each = "A host, such as shop.example.com.",
            maxItems = 32,
            defaultValue = "[]")
        List<String> hosts,
    @Field(
            value =
                "The header fields that a request must have for the rule to apply, whatever they hold. Anybody can send them: never open with them what a later rule keeps closed.",
            shape = Field.Shape.SET,
            pattern = Patterns.HEADER,
            maxLength = 64,
            each = "The name of a header field, such as X-Requested-With.",
            maxItems = 8,
            defaultValue = "[]")
        List<String> headers,
    @Field(
            value =
                "Ignore: the session is neither read nor written. Refresh: it is kept alive, and requests without session pass. Require: as Refresh, and only verified sessions pass.",
            required = true)
        Session session,
    @Field(
            value =
                "The path that a navigation without session is sent to, with ?next=; with session: Require. Without it everybody without session gets 401.",
            pattern = Patterns.LOCAL_PATH,
            maxLength = 1024)
        @Nullable String signIn,
    @Field(
            value =
                "How strongly the visitor must have signed in, by the claim aal: aal2 is with a second factor; with session: Require. Without it any sign-in will do.")
        @Nullable Assurance assurance,
    @Field(
            value =
                "The path that a navigation of too little assurance is sent to, with ?next=; with assurance: aal2. Without it, and for everything but navigations, the answer is 403.",
            pattern = Patterns.LOCAL_PATH,
            maxLength = 1024)
        @Nullable String stepUp,
    @Field(
            value =
                "The roles, by the claim role, of which the session must have one, else 403; empty for any; with session: Require.",
            shape = Field.Shape.SET,
            pattern = Patterns.CLAIM_VALUE,
            maxLength = 128,
            each = "A value of the claim role, such as authenticated.",
            maxItems = 16,
            defaultValue = "[]")
        List<String> roles,
    @Field(
            value =
                "What else the access token must say, all of it, else 403; with session: Require.",
            each = "A demand on one claim of the access token.",
            maxItems = 8,
            defaultValue = "[]")
        List<ClaimRule> claims) {

  public Route {
    methods = Copies.of(methods);
    hosts = Copies.of(hosts);
    headers = Copies.of(headers);
    roles = Copies.of(roles);
    claims = Copies.of(claims);
  }

  /// How strongly a visitor has signed in.
  public enum Assurance {
    /// In any way.
    @JsonProperty("aal1")
    AAL1,
    /// With a second factor.
    @JsonProperty("aal2")
    AAL2
  }

  /// What a route asks of the session.
  public enum Session {
    /// The session is neither read nor written.
    @JsonProperty("Ignore")
    IGNORE,
    /// The session is kept alive.
    @JsonProperty("Refresh")
    REFRESH,
    /// As `REFRESH`, and only verified sessions pass.
    @JsonProperty("Require")
    REQUIRE
  }
}
