package dev.sessionkeeper.sidecar.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What would be two lines in HTTP/1.1 goes neither way, even if no codec had objected to it.
class H2cLinesTest {
  private static final String CASES = "P5 [{index}] no text of HTTP/2 ends its line";

  @ParameterizedTest(name = CASES)
  @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\r\nset-cookie: b"})
  void noTextOfAnAnswerEndsItsLine(String text) {
    var value = new DefaultHttp2Headers(false).status("200").add("x", text);
    var name = new DefaultHttp2Headers(false).status("200").add(text, "x");

    assertThat(H2cAnswer.head(value)).isEmpty();
    assertThat(H2cAnswer.head(name)).isEmpty();
    assertThat(H2cAnswer.fields(value)).isEmpty();
  }

  @ParameterizedTest(name = CASES)
  @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\r\nhost: other"})
  void noTextOfARequestEndsItsLine(String text) {
    var head = new H2cHead();

    assertThatThrownBy(() -> head.begin("GET", text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> head.field(text, "b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> head.field("a", text)).isInstanceOf(IllegalArgumentException.class);
  }
}
