package dev.sessionkeeper.operator;

import dev.sessionkeeper.operator.store.Informers;
import java.util.ArrayList;
import java.util.List;

/// Whether this replica may answer admission reviews.
///
/// Only once it knows all policies: a webhook that knows none would admit pods without sidecar.
final class Readiness {
  private final Informers informers;
  private volatile boolean open;
  private volatile boolean draining;

  Readiness(Informers informers) {
    this.informers = informers;
  }

  /// The webhook answers.
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

  List<String> obstacles() {
    var obstacles = new ArrayList<String>();
    if (draining) {
      obstacles.add("this replica is about to stop");
    }
    if (!open) {
      obstacles.add("the webhook is not open yet: waiting for policies, pods and a certificate");
    }
    if (!informers.healthy()) {
      obstacles.add("a watch of the API server is down and is tried again");
    }
    return obstacles;
  }
}
