package dev.sessionkeeper.sidecar.session;

import java.time.Duration;
import java.time.Instant;

/// The present, by two clocks: the expiry of a session is judged by the Auth server's, what the
/// application will think of it by the one of this machine, which is also the application's.
///
/// @param here by the clock of this machine
/// @param atServer by the clock of the Auth server, as far as its answers told
public record Moment(Instant here, Instant atServer) {

  /// A moment of clocks that agree.
  public static Moment of(Instant now) {
    return new Moment(now, now);
  }

  /// A moment of clocks that differ.
  ///
  /// @param ahead how much the clock of this machine is ahead of the server's; may be negative
  public static Moment of(Instant here, Duration ahead) {
    return new Moment(here, here.minus(ahead));
  }
}
