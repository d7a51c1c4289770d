package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/// Reads the port of a check as the kubelet does: a number, the name of a port of the same
/// container, or a number in quotes.
record NamedPorts(Container container, int appPort) {

  boolean isApp(@Nullable IntOrString port) {
    if (port == null) {
      return false;
    }
    if (port.getIntVal() != null) {
      return port.getIntVal() == appPort;
    }
    var name = String.valueOf(port.getStrVal());
    return name.equals(Integer.toString(appPort))
        || container.getPorts().stream()
            .anyMatch(
                declared ->
                    name.equals(declared.getName()) && declared.getContainerPort() == appPort);
  }
}
