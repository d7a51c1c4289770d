package dev.sessionkeeper.policy.translation;

import java.nio.file.Path;

/// Where a sidecar runs: what a policy cannot know.
///
/// @param host the address that it listens on
/// @param secrets the directory that holds `<secret>/<key>` files
public record Placement(String host, String secrets) {
  /// In a pod, where the operator mounts the Secrets.
  public static final Placement POD = new Placement("0.0.0.0", "/etc/sessionkeeper/secrets");

  /// On the machine of a developer, for that machine alone.
  public static Placement laptop(Path secrets) {
    return new Placement("127.0.0.1", secrets.toString());
  }
}
