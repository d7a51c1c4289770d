package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Waiting for a condition.
class EventuallyTest {

  @Test
  void itTriesUntilTheAssertionHolds() {
    var tries = new AtomicInteger();

    Eventually.eventually(
        "three tries",
        Duration.ofSeconds(10),
        () -> assertThat(tries.incrementAndGet()).isEqualTo(3));

    assertThat(tries).hasValue(3);
  }

  @Test
  void theLastFailureIsToldWhenTheDeadlinePasses() {
    assertThatThrownBy(
            () ->
                Eventually.eventually(
                    "the moon is made of cheese",
                    Duration.ofMillis(200),
                    () -> {
                      throw new IllegalStateException("it is made of stone");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the moon is made of cheese")
        .hasMessageContaining("it is made of stone");
  }
}
