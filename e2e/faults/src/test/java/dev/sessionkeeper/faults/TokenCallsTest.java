package dev.sessionkeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.faults.TokenCalls.Rotations;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenCallsTest {
  private static final TokenCalls BEFORE = new TokenCalls(Map.of("a", 3), Map.of("a", 1));

  @Test
  void onlyTokensThatWereFirstAnsweredSinceCount() {
    var after = new TokenCalls(Map.of("a", 5, "b", 2), Map.of("a", 3, "b", 1, "c", 2));

    assertThat(after.since(BEFORE)).isEqualTo(new Rotations(2, 3));
    assertThat(after.all()).isEqualTo(new Rotations(3, 6));
    assertThat(after.arrived()).isEqualTo(7);
  }

  @Test
  void nothingRefreshedIsNothingAskedTwice() {
    assertThat(BEFORE.since(BEFORE).callsPerRotation()).isEqualTo(1);
    assertThat(new Rotations(2, 3).callsPerRotation()).isEqualTo(1.5);
  }
}
