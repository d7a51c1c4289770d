package dev.sessionkeeper.policy.translation;

import dev.sessionkeeper.policy.SecretKeyReference;

/// Where a sidecar runs.
///
/// @param host the address that it listens on
/// @param secretsFolder the folder that holds the keys of Secrets as `<name>/<key>`
public record Place(String host, String secretsFolder) {
  /// Within a pod, as the operator injects it.
  public static final Place POD = new Place("0.0.0.0", "/etc/sessionkeeper/secrets");

  /// On the machine of a developer; nobody else can reach it.
  public static Place laptop(String secretsFolder) {
    return new Place("127.0.0.1", secretsFolder);
  }

  /// The file that holds a key.
  public String fileOf(SecretKeyReference reference) {
    return secretsFolder + "/" + reference.name() + "/" + reference.key();
  }
}
