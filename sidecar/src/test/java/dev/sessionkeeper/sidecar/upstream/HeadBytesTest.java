package dev.sessionkeeper.sidecar.upstream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadBytesTest {
  private final HeadBytes head = new HeadBytes();

  @ParameterizedTest(name = "P5 [{index}] no text ends its line of a head")
  @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\r\nHost: other"})
  void noTextEndsItsLine(String text) {
    assertThatThrownBy(() -> head.begin("GET", text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> head.field(text, "b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> head.field("a", text)).isInstanceOf(IllegalArgumentException.class);
  }
}
