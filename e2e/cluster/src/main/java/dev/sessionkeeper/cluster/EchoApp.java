package dev.sessionkeeper.cluster;

/// An application that tells what came to it, as JSON: the smallest that reads its port from `PORT`
/// and its address from `BIND`, as server-rendered applications do.
final class EchoApp {
  /// Where it listens unless it is told otherwise.
  static final int PORT = 3000;

  private static final String PROGRAM =
      "process.on('SIGTERM', () => process.exit());"
          + " require('http').createServer((request, answer) => answer.end(JSON.stringify("
          + "{url: request.url, state: request.headers['x-sessionkeeper-state'],"
          + " cookie: request.headers.cookie, port: request.socket.localPort})))"
          + ".listen(process.env.PORT, process.env.BIND)";

  private EchoApp() {}

  /// Its container in one line, for any pod template.
  static String container() {
    return ("{name: app, image: %s, command: [node, -e, \"%s\"],"
            + " env: [{name: PORT, value: \"%d\"}], ports: [{containerPort: %3$d}],"
            + " readinessProbe: {httpGet: {path: /health, port: %3$d}, periodSeconds: 1}}")
        .formatted(PodImages.NEXT_APP, PROGRAM, PORT);
  }

  /// A pod of it, named after the app.
  static String pod(String app) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %1$s, labels: {app: %1$s}}
        spec: {containers: [%2$s]}
        """
        .formatted(app, container());
  }

  /// A Deployment of it and the Service that leads to it, both named after the app.
  static String deployment(String app) {
    return deployment(app, container());
  }

  static String deployment(String app, String container) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec: {containers: [%2$s]}
        ---
        %3$s
        """
        .formatted(app, container, service(app, PORT));
  }

  /// A Service that leads from outside of the cluster to a port of an app's pods.
  static String service(String app, int port) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: %1$s}
        spec: {type: NodePort, selector: {app: %1$s}, ports: [{port: 80, targetPort: %2$d}]}
        """
        .formatted(app, port);
  }
}
