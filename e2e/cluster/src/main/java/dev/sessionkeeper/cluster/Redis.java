package dev.sessionkeeper.cluster;

/// A Redis in a pod, for replicas of an application to share: `redis:6379` in its namespace.
/// Without TLS and password.
final class Redis {
  private static final int PORT = 6379;

  /// The part of a policy that names it, and the Secret of [#start]. Patient, as the node is busy.
  static final String SHARED_STORE =
      "refresh: {timeout: 20s, sharedStore: {addresses: [\"redis:%d\"], tls: false,".formatted(PORT)
          + " timeout: 2s, lease: 6s, encryptionKeys: {name: session-keys, key: keys}}}";

  private static final String KEYS =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: session-keys}
      stringData: {keys: "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}
      """;

  private Redis() {}

  /// Starts it in a namespace, with the Secret of the keys that sidecars encrypt with.
  static void start(Namespace namespace) {
    namespace.apply(KEYS);
    pod().startIn(namespace);
  }

  static ServerPod pod() {
    var container =
        ("{name: redis, image: %s,"
                + " command: [redis-server, --bind, \"0.0.0.0\", --protected-mode, \"no\","
                + " --save, \"\", --dir, /tmp],"
                + " readinessProbe: {tcpSocket: {port: %d}, periodSeconds: 1}}")
            .formatted(PodImages.REDIS, PORT);
    var service =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: redis}
        spec: {selector: {app: redis}, ports: [{port: %d}]}
        """
            .formatted(PORT);
    return new ServerPod("redis", container, "", service);
  }
}
