package dev.sessionkeeper.cluster;

import java.util.Map;

/// A cluster with the chart installed and the Auth server of a project: where stories begin.
final class Platform {
  private final Cluster cluster;
  private final Release release;
  private final AuthServer project;

  private Platform(Cluster cluster, Release release, AuthServer project) {
    this.cluster = cluster;
    this.release = release;
    this.project = project;
  }

  static Platform on(Cluster cluster) {
    var project = AuthServer.start(cluster.namespace("supabase"), "auth");
    return new Platform(cluster, Release.install(cluster), project);
  }

  Cluster cluster() {
    return cluster;
  }

  Release release() {
    return release;
  }

  AuthServer project() {
    return project;
  }

  /// A new namespace with the Secret that policies name.
  Namespace namespace(String name) {
    return namespace(name, Map.of());
  }

  Namespace namespace(String name, Map<String, String> labels) {
    var namespace = cluster.namespace(name, labels);
    namespace.apply(Policy.secret("sb_publishable_of_the_stories"));
    return namespace;
  }
}
