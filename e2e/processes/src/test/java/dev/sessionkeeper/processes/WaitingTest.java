package dev.sessionkeeper.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Waiting for a condition.
class WaitingTest {

  @Test
  void itTriesUntilTheAssertionHolds() {
    var tries = new AtomicInteger();

    Waiting.eventually(
        "three tries",
        Duration.ofSeconds(10),
        () -> assertThat(tries.incrementAndGet()).isEqualTo(3));

    assertThat(tries).hasValue(3);
  }

  @Test
  void theLastFailureIsToldWhenTheDeadlinePasses() {
    assertThatThrownBy(
            () ->
                Waiting.eventually(
                    "the moon is made of cheese",
                    Duration.ofMillis(200),
                    () -> {
                      throw new IllegalStateException("it is made of stone");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the moon is made of cheese")
        .hasMessageContaining("it is made of stone");
  }

  @Test
  void aConditionThatDoesNotComeToHoldIsNamed() {
    assertThatThrownBy(() -> Waiting.until("pigs fly", Duration.ofMillis(200), () -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("pigs fly");
  }

  @Test
  void whoeverIsToldToStopWaitsNoLonger() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Waiting.pass(Duration.ofMinutes(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
