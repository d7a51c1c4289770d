package dev.sessionkeeper.policy.resource;

import dev.sessionkeeper.policy.SessionPolicySpec;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
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
@AdditionalPrinterColumn(
    name = "Pods",
    jsonPath = ".status.pods.matched",
    type = AdditionalPrinterColumn.Type.INTEGER,
    getDescription = "Pods that the selector matches")
@AdditionalPrinterColumn(
    name = "Injected",
    jsonPath = ".status.pods.injected",
    type = AdditionalPrinterColumn.Type.INTEGER,
    getDescription = "Those of them that have a sidecar")
@AdditionalPrinterColumn(
    name = "Outdated",
    jsonPath = ".status.pods.outdated",
    type = AdditionalPrinterColumn.Type.INTEGER,
    getDescription = "Injected pods that need a restart")
@AdditionalPrinterColumn(
    name = "Accepted",
    jsonPath = ".status.conditions[?(@.type=='Accepted')].status",
    type = AdditionalPrinterColumn.Type.STRING,
    getDescription = "Whether the sidecar can follow the policy")
@AdditionalPrinterColumn(
    name = "Current",
    jsonPath = ".status.conditions[?(@.type=='Current')].status",
    type = AdditionalPrinterColumn.Type.STRING,
    getDescription = "Whether the running sidecars follow the newest generation")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE,
    getDescription = "Since when the policy exists")
@SchemaCustomizer(SchemaOfRecords.class)
public final class SessionPolicy extends CustomResource<SessionPolicySpec, SessionPolicyStatus>
    implements Namespaced {
  public static final String GROUP = "sessionkeeper.dev";
  public static final String VERSION = "v1alpha1";
  private static final long serialVersionUID = 1L;
}
