package dev.sessionkeeper.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// The command line.
class MainTest {

  @Test
  void portPrefixAndVariablesAreTaken() {
    var arguments = new String[] {"--port", "4711", "--prefix", "/auth/v1"};

    var options = Main.options(arguments, Map.of("GOTRUE_JWT_EXP", "120", "HOME", "/"));

    assertThat(options.port()).isEqualTo(4711);
    assertThat(options.prefix()).isEqualTo("/auth/v1");
    assertThat(options.settings()).containsEntry("GOTRUE_JWT_EXP", "120").doesNotContainKey("HOME");
  }

  @Test
  void whatCannotBeUsedIsNamed() {
    assertThatThrownBy(() -> Main.options(new String[] {"--port", "x"}, Map.of()))
        .hasMessage("--port: expected 0 to 65535, found 'x'");
    assertThatThrownBy(() -> Main.options(new String[] {"--speed"}, Map.of()))
        .hasMessage("unknown option: --speed");
    assertThatThrownBy(() -> Main.options(new String[] {"--prefix", "auth/"}, Map.of()))
        .hasMessageContaining("prefix");
  }
}
