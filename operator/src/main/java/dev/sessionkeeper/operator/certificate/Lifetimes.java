package dev.sessionkeeper.operator.certificate;

import java.time.Duration;

/// How long certificates live.
///
/// @param authority an authority's certificate; a new one is published after two thirds of it
/// @param serving the webhook's certificate; a new one is served after two thirds of it
/// @param overlap the least time from a new authority to its first signature, and from a new
///     certificate to the end of belief in what only the one before needed: every API server and
///     every replica has read it by then
public record Lifetimes(Duration authority, Duration serving, Duration overlap) {

  /// A year, a month, ten minutes.
  public static final Lifetimes USUAL =
      new Lifetimes(Duration.ofDays(365), Duration.ofDays(30), Duration.ofMinutes(10));
}
