package dev.sessionkeeper.simulator.control;

import java.util.Optional;

/// Which calls a fault hits.
///
/// @param path exact, without the prefix; `*` = all
/// @param skip how many matching calls pass before
/// @param times how many calls it hits; empty = until cleared
public record FaultRule(Fault fault, String path, int skip, Optional<Integer> times) {

  /// Hits the next `times` calls of `/token`.
  public static FaultRule onToken(Fault fault, int times) {
    return new FaultRule(fault, "/token", 0, Optional.of(times));
  }

  /// Hits all calls of `/token` until cleared.
  public static FaultRule onEveryToken(Fault fault) {
    return new FaultRule(fault, "/token", 0, Optional.empty());
  }

  /// Hits all calls until cleared.
  public static FaultRule onEverything(Fault fault) {
    return new FaultRule(fault, "*", 0, Optional.empty());
  }

  boolean matches(String calledPath) {
    return path.equals("*") || path.equals(calledPath);
  }

  boolean isSpent() {
    return times.filter(left -> left <= 0).isPresent();
  }

  /// This rule after one matching call.
  FaultRule counted() {
    return skip > 0
        ? new FaultRule(fault, path, skip - 1, times)
        : new FaultRule(fault, path, 0, times.map(left -> left - 1));
  }
}
