package dev.sessionkeeper.sidecar.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private static Duration life(Judgement judgement, Duration left) {
    return judgement.life(Optional.of(NOW.plus(left)), NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "PT1H, PT1H, PT1M, PT1M",
    "PT5S, PT5S, PT5S, PT5S",
    "PT0S, PT1M, PT1M, PT1M",
    "-PT1H, PT1M, PT1M, PT1M",
    "P9999D, PT24H, PT1M, PT1M"
  })
  void aJudgementHoldsUntilTheTokenExpiresOrAMinute(
      Duration left, Duration verified, Duration accepted, Duration forged) {
    assertThat(life(Judgement.verified(), left)).isEqualTo(verified);
    assertThat(life(Judgement.acceptedForNow(), left)).isEqualTo(accepted);
    assertThat(life(Judgement.forged("any"), left)).isEqualTo(forged);
    assertThat(life(Judgement.unverifiable("any"), left)).isZero();
  }

  @Test
  void aTokenThatNeverExpiresIsJudgedAgainAfterAMinute() {
    assertThat(Judgement.verified().life(Optional.empty(), NOW)).isEqualTo(Duration.ofSeconds(60));
  }
}
