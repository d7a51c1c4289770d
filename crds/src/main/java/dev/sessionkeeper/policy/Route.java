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
/// @param signIn `null` where nobody is sent to sign in
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rule(
    value = "!has(self.signIn) || self.session == 'Require'",
    message = "signIn has an effect with session: Require alone")
public record Route(
    @Field(
            value =
                "A path glob: * stands for any text, slashes included; a trailing /* for nothing as well, so that /dashboard/* covers /dashboard.",
            required = true,
            pattern = Patterns.GLOB,
            maxLength = 1024)
        String path,
    @Field(
            value = "The methods that the rule applies to; empty for all.",
            shape = Field.Shape.SET,
            pattern = Patterns.METHOD,
            maxLength = 32,
            maxItems = 16,
            defaultValue = "[]")
        List<String> methods,
    @Field(
            value = "The hosts that the rule applies to, without port; empty for all.",
            shape = Field.Shape.SET,
            pattern = Patterns.HOST,
            maxLength = 253,
            maxItems = 32,
            defaultValue = "[]")
        List<String> hosts,
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
        @Nullable String signIn) {

  public Route {
    methods = Copies.of(methods);
    hosts = Copies.of(hosts);
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
