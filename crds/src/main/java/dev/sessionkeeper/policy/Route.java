package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One rule of the route table; the first that matches a request decides.
///
/// @param signIn `null` where nobody is sent to sign in
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Route(
    String path,
    List<String> methods,
    List<String> hosts,
    Session session,
    @Nullable String signIn) {

  public Route {
    methods = Copies.of(methods);
    hosts = Copies.of(hosts);
  }

  /// What a route asks of the session.
  public enum Session {
    @JsonProperty("Ignore")
    IGNORE,
    @JsonProperty("Refresh")
    REFRESH,
    @JsonProperty("Require")
    REQUIRE
  }
}
