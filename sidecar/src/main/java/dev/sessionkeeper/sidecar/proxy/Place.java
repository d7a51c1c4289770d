package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.telemetry.TrafficMetrics.UpstreamError;
import dev.sessionkeeper.sidecar.upstream.Lease;
import dev.sessionkeeper.sidecar.upstream.Upstream;
import java.util.function.Consumer;

/// A request's place among the connections to the application. While it waits for one, the
/// beginning of its body is in memory and takes its share of the budget. Belongs to one event loop.
final class Place {
  private final Upstream upstream;
  private final HeadBudget budget;
  private final long body;
  private final Consumer<Lease> borrower;
  private final Consumer<Lease> inLine = this::told;
  private boolean holdsShare;

  /// @param body what is in memory of the request's body meanwhile, in bytes
  /// @param borrower told of the connection, or of why there is none
  Place(Upstream upstream, HeadBudget budget, long body, Consumer<Lease> borrower) {
    this.upstream = upstream;
    this.budget = budget;
    this.body = body;
    this.borrower = borrower;
  }

  /// Asks for a connection, at once or after a while; refused where too many bodies wait already.
  void ask() {
    if (body == 0 || budget.take(body)) {
      holdsShare = body > 0;
      upstream.lend(inLine);
    } else {
      borrower.accept(new Lease.Refused(UpstreamError.POOL_EXHAUSTED));
    }
  }

  /// Nobody needs a connection any more.
  void leave() {
    upstream.leave(inLine);
    giveShare();
  }

  private void told(Lease lease) {
    giveShare();
    borrower.accept(lease);
  }

  private void giveShare() {
    if (holdsShare) {
      holdsShare = false;
      budget.give(body);
    }
  }
}
