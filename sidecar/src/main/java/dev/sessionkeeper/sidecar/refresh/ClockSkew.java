package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.sidecar.session.Moment;
import dev.sessionkeeper.sidecar.session.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// How much the clock of this machine differs from the Auth server's.
///
/// Learned from the time of issue of each token that was just received. Without it, a clock that is
/// ahead by more than a token's life would make every session expired for ever. Belongs to one
/// event loop.
public final class ClockSkew {
  // Below this a difference is no more than transport and whole seconds.
  private static final Duration TOLERANCE = Duration.ofSeconds(5);
  private static final Duration LARGEST = Duration.ofDays(1);

  private final Clock clock;
  private Duration ahead = Duration.ZERO;

  public ClockSkew(Clock clock) {
    this.clock = clock;
  }

  /// The present by both clocks.
  public Moment now() {
    return Moment.of(clock.instant(), ahead);
  }

  /// How much this machine is ahead; negative where it is behind.
  public Duration ahead() {
    return ahead;
  }

  /// Learns from a session that the server issued just now.
  void learn(Session issued) {
    issued.claims().issuedAt().ifPresent(this::compare);
  }

  private void compare(Instant issuedAt) {
    var difference = Duration.between(issuedAt, clock.instant());
    var size = difference.abs();
    if (size.compareTo(LARGEST) <= 0) {
      ahead = size.compareTo(TOLERANCE) <= 0 ? Duration.ZERO : difference;
    }
  }
}
