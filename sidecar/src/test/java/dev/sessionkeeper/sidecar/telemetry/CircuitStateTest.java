package dev.sessionkeeper.sidecar.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.refresh.RefreshEvents.CircuitState;
import org.junit.jupiter.api.Test;

class CircuitStateTest {
  private static final String CLOSED = "sessionkeeper_auth_circuit_state{state=\"closed\"} 1.0";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Metrics metrics = new Metrics();
  private final RefreshTelemetry telemetry = new RefreshTelemetry(metrics);

  @Test
  void aNewCircuitIsClosedWhateverTheOneBeforeItWas() {
    telemetry.circuitTurned(CircuitState.OPEN);
    assertThat(metrics.scrape(TEXT)).doesNotContain(CLOSED);

    telemetry.circuitTurned(CircuitState.CLOSED);

    assertThat(metrics.scrape(TEXT)).contains(CLOSED);
  }

  @Test
  void aCircuitThatStaysAsItWasIsNotToldOf() {
    try (var told = new ToldLines()) {
      telemetry.circuitTurned(CircuitState.CLOSED);

      assertThat(told.text()).isEmpty();
    }
  }
}
