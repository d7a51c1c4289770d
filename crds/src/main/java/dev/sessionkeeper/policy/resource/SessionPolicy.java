package dev.sessionkeeper.policy.resource;

import dev.sessionkeeper.policy.SessionPolicySpec;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/// The resource that the operator watches.
@Group(SessionPolicy.GROUP)
@Version(SessionPolicy.VERSION)
@ShortNames("spol")
@Categories("sessionkeeper")
public final class SessionPolicy extends CustomResource<SessionPolicySpec, SessionPolicyStatus>
    implements Namespaced {
  public static final String GROUP = "sessionkeeper.dev";
  public static final String VERSION = "v1alpha1";
  private static final long serialVersionUID = 1L;
}
