package dev.sessionkeeper.cluster;

/// A `SessionPolicy` as users write it: ten lines, and what a story adds to them.
///
/// @param app the value of the label `app` of the pods, and the policy's name
/// @param traffic the members of `spec.traffic`, in one line
/// @param more further members of `spec`, one a line
record Policy(String app, AuthServer project, String traffic, String more) {
  // The node shares its processors with other tests, and no story is about that.
  private static final String PATIENT = "  refresh: {timeout: 12s}\n";

  /// The smallest one that fits the apps of the stories.
  static Policy of(String app, AuthServer project) {
    return new Policy(app, project, "port: " + EchoApp.PORT, PATIENT);
  }

  Policy withTraffic(String traffic) {
    return new Policy(app, project, traffic, more);
  }

  Policy with(String member) {
    var kept = member.startsWith("refresh:") ? more.replace(PATIENT, "") : more;
    return new Policy(app, project, traffic, kept + "  " + member + "\n");
  }

  String yaml() {
    return """
        apiVersion: sessionkeeper.dev/v1alpha1
        kind: SessionPolicy
        metadata: {name: %1$s}
        spec:
          selector: {matchLabels: {app: %1$s}}
          supabase:
            url: %2$s
            publishableKey: {name: supabase, key: publishable-key}
          traffic: {%3$s}
        %4$s"""
        .formatted(app, project.url(), traffic, more);
  }

  /// The Secret that it names.
  static String secret(String value) {
    return """
        apiVersion: v1
        kind: Secret
        metadata: {name: supabase}
        stringData: {publishable-key: %s}
        """
        .formatted(value);
  }
}
