package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// What a `SessionPolicy` asks for.
///
/// Components that the schema gives a default are never `null` after the schema's defaults were
/// applied; before that any of them may be, as reading a policy must not fail on a member that an
/// older schema did not have.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionPolicySpec(
    LabelSelector selector,
    Supabase supabase,
    Traffic traffic,
    List<Route> routes,
    Refresh refresh,
    Verify verify,
    Cookies cookies,
    List<String> trustedProxies,
    Listener listener,
    Upstream upstream,
    Sidecar sidecar,
    Rollout rollout,
    Injection injection) {

  public SessionPolicySpec {
    routes = Copies.of(routes);
    trustedProxies = Copies.of(trustedProxies);
  }
}
