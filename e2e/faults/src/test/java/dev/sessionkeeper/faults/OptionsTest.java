package dev.sessionkeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @Test
  void withoutArgumentsItIsTheHostedPlatformForTenMinutes() {
    var options = Options.of(List.of());

    assertThat(options.length()).isEqualTo(Duration.ofMinutes(10));
    assertThat(options.reuse()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.store()).isEqualTo(Stage.Store.REDIS);
    assertThat(options.users()).isEqualTo(500);
    assertThat(options.isHeldToZero()).isTrue();
  }

  @Test
  void withoutAReuseIntervalNobodyIsHeldToZero() {
    assertThat(Options.of(List.of("--reuse-interval", "0")).isHeldToZero()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--minutes 0", "--minutes ten", "--store disk", "--seed", "--fast 1"})
  void whatCannotBeFollowedIsSaid(String arguments) {
    assertThatThrownBy(() -> Options.of(List.of(arguments.split(" ", -1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(arguments.split(" ", -1)[0]);
  }
}
