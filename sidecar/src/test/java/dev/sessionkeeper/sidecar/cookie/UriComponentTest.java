package dev.sessionkeeper.sidecar.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriComponentTest {

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | ``",
        "AZaz09-_.!~*'() | AZaz09-_.!~*'()",
        "{\"a\": 1} | %7B%22a%22%3A%201%7D",
        "@[{/:^ | %40%5B%7B%2F%3A%5E",
        "é | %C3%A9",
        "日 | %E6%97%A5",
        "\uD83D\uDE00 | %F0%9F%98%80",
        "\u007f\u0080\u07ff\u0800\uffff | %7F%C2%80%DF%BF%E0%A0%80%EF%BF%BF"
      })
  void textIsEncodedAndDecoded(String text, String encoded) {
    assertThat(UriComponent.encode(text)).contains(encoded);
    assertThat(UriComponent.decode(encoded)).contains(text);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decodingReturnsWhatWasEncodedAndTheLengthIsKnown(long seed) {
    var text =
        new Random(seed)
            .ints(40, 0, 0x110000)
            .map(c -> seed % 2 == 0 ? c % 0x900 : c)
            .filter(c -> !UriComponent.isSurrogate(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    var encoded = UriComponent.encode(text).orElseThrow();

    assertThat(UriComponent.decode(encoded)).contains(text);
    assertThat(text.codePoints().map(UriComponent::lengthOf).sum()).isEqualTo(encoded.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "a%4",
        "%zz",
        "%4z",
        "%z4",
        "%C3",
        "%C3%",
        "%C3%A",
        "%C3x",
        "%A9",
        "%C0%80",
        "%ED%A0%80",
        "%F8%80%80%80%80",
        "%E0%A4%A",
        "%C3%A9%",
        "%４1",
        "%+1"
      })
  void brokenEscapesAreNotDecoded(String text) {
    assertThat(UriComponent.decode(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"%41%c3%A9x%2f, Aéx/", "é%41, éA", "+, +", "%00, '\u0000'"})
  void escapesOfAnyCaseAmongTextAreDecoded(String text, String decoded) {
    assertThat(UriComponent.decode(text)).contains(decoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00b", "\ude00\ud83d"})
  void halfAPairIsNotEncoded(String text) {
    assertThat(UriComponent.encode(text)).isEmpty();
  }
}
