package dev.sessionkeeper.cluster;

/// The Next.js app with the real `@supabase/ssr` and no session middleware, in a Deployment.
final class NextApp {
  /// The part of a policy that it needs: it reads its address from `HOSTNAME`.
  static final String TRAFFIC = "port: 3000, bindVariable: HOSTNAME";

  private NextApp() {}

  /// Its Deployment and the Service that leads to it, both named after the app.
  static String deployment(String app, AuthServer project) {
    var environment =
        "{name: SUPABASE_URL, value: \"%s\"}, {name: SUPABASE_PUBLISHABLE_KEY, value: key}"
            .formatted(project.url());
    return EchoApp.deployment(
        app,
        "{name: app, image: %s, env: [%s], ports: [{containerPort: 3000}],"
                .formatted(PodImages.NEXT_APP, environment)
            + " readinessProbe: {httpGet: {path: /about, port: 3000}, periodSeconds: 1}}");
  }
}
