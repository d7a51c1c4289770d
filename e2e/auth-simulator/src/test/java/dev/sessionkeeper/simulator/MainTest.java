package dev.sessionkeeper.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// The command line.
class MainTest {

  @Test
  void addressPortPrefixAndVariablesAreTaken() {
    var arguments = new String[] {"--host", "0.0.0.0", "--port", "4711", "--prefix", "/auth/v1"};

    var options = Main.options(arguments, Map.of("GOTRUE_JWT_EXP", "120", "HOME", "/"));

    assertThat(options.host()).isEqualTo("0.0.0.0");
    assertThat(options.port()).isEqualTo(4711);
    assertThat(options.prefix()).isEqualTo("/auth/v1");
    assertThat(options.settings()).containsEntry("GOTRUE_JWT_EXP", "120").doesNotContainKey("HOME");
  }

  @Test
  void itListensOnLoopbackUnlessToldOtherwise() {
    assertThat(Main.options(new String[0], Map.of()).host()).isEqualTo("127.0.0.1");
  }

  @Test
  void whatCannotBeUsedIsNamed() {
    assertThatThrownBy(() -> Main.options(new String[] {"--port", "x"}, Map.of()))
        .hasMessage("--port: expected 0 to 65535, found 'x'");
    assertThatThrownBy(() -> Main.options(new String[] {"--speed"}, Map.of()))
        .hasMessage("unknown option: --speed");
    assertThatThrownBy(() -> Main.options(new String[] {"--host"}, Map.of()))
        .hasMessage("--host: expected an address, found nothing");
    assertThatThrownBy(() -> Main.options(new String[] {"--prefix", "auth/"}, Map.of()))
        .hasMessageContaining("prefix");
  }
}
