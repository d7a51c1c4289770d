package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
import java.time.Duration;

/// Hears what the coordinator does; called on the event loop, must not block.
public interface RefreshEvents {

  /// The Auth server was asked.
  void called(TokenAnswer answer, Duration took);

  /// A caller got its outcome.
  void answered(RefreshOutcome outcome, RefreshCause cause);

  /// A session has ended; told once for each.
  void ended(FatalCode code);

  /// The circuit breaker turned to another state.
  void circuitTurned(CircuitState state);

  /// How much the clock of this machine is ahead of the server's is known anew.
  void clockCompared(Duration ahead);

  /// The states of the circuit breaker.
  enum CircuitState {
    CLOSED,
    HALF_OPEN,
    OPEN
  }
}
