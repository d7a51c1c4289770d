package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;
import dev.sessionkeeper.policy.schema.Rule;
import java.util.List;

/// What a `SessionPolicy` asks for.
///
/// Components that the schema gives a default are never `null` after the schema's defaults were
/// applied; before that any of them may be, as reading a policy must not fail on a member that an
/// older schema did not have.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rule(
    value =
        "!has(self.supabase.cookieName) ||"
            + " !self.supabase.cookieName.lowerAscii().startsWith('__secure-') ||"
            + " self.cookies.secure",
    message =
        "a cookie whose name starts with __Secure- needs cookies.secure: true, else browsers drop"
            + " it")
@Rule(
    value =
        "!has(self.supabase.cookieName) ||"
            + " !self.supabase.cookieName.lowerAscii().startsWith('__host-') ||"
            + " (self.cookies.secure && self.cookies.path == '/' && !has(self.cookies.domain))",
    message =
        "a cookie whose name starts with __Host- needs cookies.secure: true, cookies.path: / and no"
            + " cookies.domain, else browsers drop it")
@Rule(
    value =
        "!has(self.supabase.cookieName) ||"
            + " !(self.supabase.cookieName.lowerAscii().startsWith('__host-') ||"
            + " self.supabase.cookieName.lowerAscii().startsWith('__secure-')) ||"
            + " self.cookies.prefix == 'None'",
    message = "cookies.prefix must be None where supabase.cookieName has a prefix of its own")
public record SessionPolicySpec(
    @Field(
            value =
                "The pods that get the sidecar: those of the policy's namespace whose labels"
                    + " match.",
            required = true)
        LabelSelector selector,
    @Field(value = "The Supabase project whose sessions are kept.", required = true)
        Supabase supabase,
    @Field(value = "How requests come to the sidecar instead of the application.", required = true)
        Traffic traffic,
    @Field(
            value =
                "What is asked of the session, by path; the first rule that matches a request"
                    + " decides, and a request that no rule matches is refreshed. The default"
                    + " leaves static files alone. Set it to put a part of the application behind"
                    + " sign-in.",
            each = "A rule: which requests it is about, and what is asked of their session.",
            maxItems = 500,
            defaultValue =
                "[{\"path\":\"/_next/static/*\",\"session\":\"Ignore\"},{\"path\":\"/_next/image*\",\"session\":\"Ignore\"},{\"path\":\"/favicon.ico\",\"session\":\"Ignore\"},{\"path\":\"/*.svg\",\"session\":\"Ignore\"},{\"path\":\"/*.png\",\"session\":\"Ignore\"},{\"path\":\"/*.jpg\",\"session\":\"Ignore\"},{\"path\":\"/*.jpeg\",\"session\":\"Ignore\"},{\"path\":\"/*.gif\",\"session\":\"Ignore\"},{\"path\":\"/*.webp\",\"session\":\"Ignore\"},{\"path\":\"/*\",\"session\":\"Refresh\"}]")
        List<Route> routes,
    @Field(value = "When and how sessions are refreshed.", defaultValue = "{}") Refresh refresh,
    @Field(value = "How access tokens are verified.", defaultValue = "{}") Verify verify,
    @Field(value = "The attributes that session cookies leave with.", defaultValue = "{}")
        Cookies cookies,
    @Field(
            value =
                "Endpoints below /.sessionkeeper/ from which scripts of the application's own pages"
                    + " learn of the session, get the access token and sign out:"
                    + " docs/browser-endpoints.md.",
            defaultValue = "{}")
        Endpoints endpoints,
    @Field(
            value =
                "Address blocks of the proxies in front, such as 10.0.0.0/8, whose X-Forwarded-For"
                    + " and X-Forwarded-Proto are believed. Set it to the blocks of the ingress"
                    + " controller; everybody else's headers are replaced.",
            shape = Field.Shape.SET,
            pattern = Patterns.ADDRESS_BLOCK,
            maxLength = 64,
            each = "An address such as 10.0.0.7, or a block such as 10.0.0.0/8 or fd00::/8.",
            maxItems = 100,
            defaultValue = "[]")
        List<String> trustedProxies,
    @Field(value = "The side of the sidecar that browsers see.", defaultValue = "{}")
        Listener listener,
    @Field(value = "The connections from the sidecar to the application.", defaultValue = "{}")
        Upstream upstream,
    @Field(value = "The injected container.", defaultValue = "{}") Sidecar sidecar,
    @Field(
            value = "How running pods get a sidecar of the policy's current shape.",
            defaultValue = "{}")
        Rollout rollout,
    @Field(value = "The admission of selected pods.", defaultValue = "{}") Injection injection) {

  public SessionPolicySpec {
    routes = Copies.of(routes);
    trustedProxies = Copies.of(trustedProxies);
  }
}
