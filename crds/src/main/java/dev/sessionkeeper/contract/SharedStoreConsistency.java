package dev.sessionkeeper.contract;

import dev.sessionkeeper.contract.SharedStoreConfig.Topology;

/// What no member of `refresh.sharedStore` can tell alone.
final class SharedStoreConsistency {
  private static final String GROUP = "refresh.sharedStore.";

  private final SidecarConfig.Refresh refresh;
  private final SharedStoreConfig store;
  private final Findings findings;

  private SharedStoreConsistency(SidecarConfig.Refresh refresh, Findings findings) {
    this.refresh = refresh;
    this.store = refresh.sharedStore();
    this.findings = findings;
  }

  static void check(SidecarConfig.Refresh refresh, Findings findings) {
    if (refresh.sharedStore().exists()) {
      var consistency = new SharedStoreConsistency(refresh, findings);
      consistency.checkMaster();
      consistency.checkSecrets();
      consistency.checkLease();
      consistency.checkPatience();
    }
  }

  private void checkMaster() {
    if (!findings.allRight(GROUP + "topology", GROUP + "master")) {
      return;
    }
    var isSentinel = store.topology() == Topology.SENTINEL;
    if (isSentinel && store.master().isEmpty()) {
      problem("master", "the name of the master, as topology is Sentinel", "\"\"");
    }
    if (!isSentinel && !store.master().isEmpty()) {
      problem("master", "\"\" unless topology is Sentinel", "a name");
    }
  }

  private void checkSecrets() {
    if (findings.allRight(GROUP + "keysFile") && store.keysFile().isBlank()) {
      problem("keysFile", "the path of a file, as there are addresses", "\"\"");
    }
    if (findings.allRight(GROUP + "user", GROUP + "passwordFile")
        && !store.user().isEmpty()
        && store.passwordFile().isBlank()) {
      problem("passwordFile", "the path of a file, as there is a user", "\"\"");
    }
    if (findings.allRight(GROUP + "tls", GROUP + "caFile")
        && !store.tls()
        && !store.caFile().isEmpty()) {
      problem("tls", "true, as there is a caFile", "false");
    }
  }

  /// A lease is renewed three times over its length; an answer that takes longer than a third of it
  /// would lose it.
  private void checkLease() {
    var least = store.timeout().multipliedBy(3);
    if (findings.allRight(GROUP + "timeout", GROUP + "lease")
        && store.lease().compareTo(least) < 0) {
      problem(
          "lease",
          "at least three times timeout (" + DurationText.of(least) + ")",
          DurationText.of(store.lease()));
    }
  }

  /// Whoever waits for a replica that vanished needs time for a call of its own after the lease.
  private void checkPatience() {
    var least = store.lease().multipliedBy(2);
    if (findings.allRight("refresh.timeout", GROUP + "lease")
        && refresh.timeout().compareTo(least) < 0) {
      findings.problem(
          "refresh.timeout",
          "at least twice sharedStore.lease (" + DurationText.of(least) + ")",
          DurationText.of(refresh.timeout()));
    }
  }

  private void problem(String member, String expected, String found) {
    findings.problem(GROUP + member, expected, found);
  }
}
