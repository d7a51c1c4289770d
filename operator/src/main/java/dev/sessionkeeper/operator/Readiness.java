package dev.sessionkeeper.operator;

import dev.sessionkeeper.operator.admin.AdminServer;
import dev.sessionkeeper.operator.store.Informers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Whether this replica may answer admission reviews.
///
/// Only once it knows all policies: a webhook that knows none would admit pods without sidecar. Nor
/// while it hears no more of policies, as another replica may. What is old of anything else is
/// told, but keeps nobody's pods from being created.
final class Readiness {
  private static final String POLICIES = "SessionPolicy";

  private final Informers informers;
  private volatile boolean open;
  private volatile boolean draining;

  Readiness(Informers informers) {
    this.informers = informers;
  }

  /// The webhook answers, and API servers believe it as far as can be told.
  void opened() {
    open = true;
  }

  /// The replica is about to stop.
  void drain() {
    draining = true;
  }

  boolean draining() {
    return draining;
  }

  AdminServer.Readiness look() {
    var stalled = informers.stalled();
    var reasons = obstacles(stalled);
    var ready = reasons.isEmpty();
    stalled.stream()
        .filter(kind -> !kind.equals(POLICIES))
        .map(Readiness::old)
        .forEach(reasons::add);
    return new AdminServer.Readiness(ready, reasons);
  }

  private List<String> obstacles(Set<String> stalled) {
    var obstacles = new ArrayList<String>();
    if (draining) {
      obstacles.add("this replica is about to stop");
    }
    if (!open) {
      obstacles.add(
          "the webhook is not open yet: waiting for policies, pods and a certificate whose authority"
              + " is in every webhook entry");
    }
    if (!informers.healthy()) {
      obstacles.add("what there is in the cluster is not known yet");
    }
    if (stalled.contains(POLICIES)) {
      obstacles.add(old(POLICIES));
    }
    return obstacles;
  }

  private static String old(String kind) {
    return "the watch of %s is down and is tried again: what is known of them is minutes old"
        .formatted(kind);
  }
}
