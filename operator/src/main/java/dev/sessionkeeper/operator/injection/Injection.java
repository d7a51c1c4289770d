package dev.sessionkeeper.operator.injection;

import java.util.List;
import java.util.Map;

/// All that decides what an injected pod looks like; the pod itself aside.
///
/// @param policy the name of the policy; its namespace is the pod's
/// @param injector the program and version that injects
/// @param sidecar the container
/// @param takeover how requests come to it
/// @param appContainer the container of the application; empty to find it by the port
/// @param configMap the ConfigMap that holds `sidecar.json`
/// @param secrets the keys of Secrets that become files
/// @param kind native where the cluster has it
public record Injection(
    String policy,
    String injector,
    Sidecar sidecar,
    Takeover takeover,
    String appContainer,
    String configMap,
    List<SecretKey> secrets,
    Kind kind) {

  /// Where probes and metrics of the sidecar are served.
  public static final int ADMIN_PORT = 9180;

  /// The sidecar's own listener for `Redirect` and `Manual`.
  public static final int OWN_LISTENER = 9181;

  /// Where the sidecar finds its configuration, and the key of the ConfigMap.
  public static final String CONFIG_FILE = "sidecar.json";

  /// Where the files of Secrets are, by name and key.
  public static final String SECRETS_FOLDER = "/etc/sessionkeeper/secrets";

  public Injection {
    secrets = List.copyOf(secrets);
  }

  /// The hash of everything but the injector's version: two pods of one hash were changed alike.
  public String shape() {
    return Shape.of(this);
  }

  /// The container's image and what it may use.
  ///
  /// @param pullPolicy as of a container: `Always`, `IfNotPresent`, `Never`
  /// @param requests quantities by resource
  /// @param limits quantities by resource
  public record Sidecar(
      String image, String pullPolicy, Map<String, String> requests, Map<String, String> limits) {

    public Sidecar {
      requests = Map.copyOf(requests);
      limits = Map.copyOf(limits);
    }
  }

  /// A key of a Secret in the pod's namespace.
  public record SecretKey(String secret, String key) {}

  /// What kind of container the sidecar is.
  public enum Kind {
    /// An init container that restarts: starts before the application, stops after it.
    NATIVE,
    /// A container beside the application's, where the cluster knows no other.
    ORDINARY
  }
}
