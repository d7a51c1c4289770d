package dev.sessionkeeper.cluster;

/// A server in a pod that stands beside the product, with the Service that leads to it. Pods of its
/// kind are labelled with their name, and end at once when they are deleted.
///
/// @param container its container in one line, with a readiness probe
/// @param volumes what the container mounts, separated by commas
/// @param service the manifest of its Service
record ServerPod(String name, String container, String volumes, String service) {

  /// Starts it in a namespace and waits until it is ready.
  void startIn(Namespace namespace) {
    namespace.apply(manifest());
    namespace.readyPod(name);
  }

  String manifest() {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %1$s, labels: {app: %1$s}}
        spec:
          terminationGracePeriodSeconds: 1
          containers: [%2$s]
          volumes: [%3$s]
        ---
        %4$s
        """
        .formatted(name, container, volumes, service);
  }
}
