package dev.sessionkeeper.operator;

import dev.sessionkeeper.operator.injection.Injection;
import io.fabric8.kubernetes.client.VersionInfo;

/// What the cluster's version allows.
final class ClusterVersion {
  // On by default since then; see KEP-753.
  private static final int FIRST_WITH_NATIVE_SIDECARS = 29;

  private ClusterVersion() {}

  static Injection.Kind kind(VersionInfo version) {
    var major = digits(version.getMajor());
    var minor = digits(version.getMinor());
    return major > 1 || minor >= FIRST_WITH_NATIVE_SIDECARS
        ? Injection.Kind.NATIVE
        : Injection.Kind.ORDINARY;
  }

  /// Some providers append a sign: `29+`.
  private static int digits(String text) {
    var digits = text.replaceAll("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
