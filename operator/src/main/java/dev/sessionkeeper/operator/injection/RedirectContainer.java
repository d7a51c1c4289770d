package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.TreeMap;

/// The init container that makes the kernel hand requests for the application to the sidecar.
///
/// Only traffic from outside of the pod is redirected: the sidecar's own connections to the
/// application go over the loopback and never pass the prerouting hook. The table is replaced as a
/// whole, so that the container may run again.
final class RedirectContainer {
  private static final Map<String, Quantity> SMALL =
      new TreeMap<>(Map.of("cpu", Quantity.parse("10m"), "memory", Quantity.parse("16Mi")));

  private RedirectContainer() {}

  static Container of(Takeover.Redirect redirect) {
    return new ContainerBuilder()
        .withName(Marks.REDIRECT_CONTAINER)
        .withVolumeMounts(SidecarVolumes.noToken())
        .withImage(redirect.image())
        .withImagePullPolicy(redirect.pullPolicy())
        .withArgs(rules(redirect))
        .withNewResources()
        .withRequests(SMALL)
        .withLimits(SMALL)
        .endResources()
        .withNewSecurityContext()
        .withRunAsUser(0L)
        .withRunAsNonRoot(false)
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .withAdd("NET_ADMIN")
        .endCapabilities()
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .build();
  }

  private static String rules(Takeover.Redirect redirect) {
    return ("add table inet sessionkeeper; delete table inet sessionkeeper;"
            + " add table inet sessionkeeper; add chain inet sessionkeeper inbound"
            + " { type nat hook prerouting priority dstnat; policy accept; };"
            + " add rule inet sessionkeeper inbound tcp dport %d redirect to :%d")
        .formatted(redirect.port(), redirect.listener());
  }
}
