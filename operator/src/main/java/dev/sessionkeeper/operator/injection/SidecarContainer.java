package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.Map;
import java.util.TreeMap;

/// The injected container; fit for the `restricted` Pod Security standard.
final class SidecarContainer {
  private static final String ADMIN_PORT_NAME = "sk-admin";
  private static final String LISTENER_PORT_NAME = "sk-http";

  private SidecarContainer() {}

  static Container of(Injection injection, Identity identity) {
    var sidecar = injection.sidecar();
    var container =
        new ContainerBuilder()
            .withName(Marks.CONTAINER)
            .withImage(sidecar.image())
            .withImagePullPolicy(sidecar.pullPolicy())
            .withArgs("--config", SidecarVolumes.CONFIG_FOLDER + "/" + Injection.CONFIG_FILE)
            .withPorts(port(ADMIN_PORT_NAME, Injection.ADMIN_PORT))
            .withResources(resources(sidecar))
            .withSecurityContext(security(identity))
            .withVolumeMounts(SidecarVolumes.mounts(injection))
            .withStartupProbe(probe("/livez", 1, 60))
            .withLivenessProbe(probe("/livez", 10, 6))
            .withReadinessProbe(probe("/readyz", 5, 3))
            .withTerminationMessagePolicy("FallbackToLogsOnError");
    if (injection.takeover() instanceof Takeover.Manual(_, var listener)) {
      container.addToPorts(port(LISTENER_PORT_NAME, listener));
    }
    return switch (injection.kind()) {
      case NATIVE -> container.withRestartPolicy("Always").build();
      case ORDINARY -> container.build();
    };
  }

  private static ContainerPort port(String name, int number) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(number)
        .withProtocol("TCP")
        .build();
  }

  private static ResourceRequirements resources(Injection.Sidecar sidecar) {
    return new ResourceRequirementsBuilder()
        .withRequests(quantities(sidecar.requests()))
        .withLimits(quantities(sidecar.limits()))
        .build();
  }

  private static Map<String, Quantity> quantities(Map<String, String> texts) {
    var quantities = new TreeMap<String, Quantity>();
    texts.forEach((resource, text) -> quantities.put(resource, Quantity.parse(text)));
    return quantities;
  }

  private static SecurityContext security(Identity identity) {
    var context =
        new SecurityContextBuilder()
            .withRunAsNonRoot(true)
            .withAllowPrivilegeEscalation(false)
            .withReadOnlyRootFilesystem(true)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile();
    return switch (identity) {
      case OF_THE_IMAGE -> context.build();
      case NOBODY -> context.withRunAsUser(Identity.NOBODY_ID).build();
    };
  }

  /// Asks the sidecar alone: neither the application nor the Auth server may keep it from starting,
  /// as they wait for it.
  private static Probe probe(String path, int periodSeconds, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withNewPort(Injection.ADMIN_PORT)
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(periodSeconds)
        .withFailureThreshold(failures)
        .withTimeoutSeconds(2)
        .build();
  }
}
