package dev.sessionkeeper.sidecar.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieHeaderTest {
  private static final List<String> ODD =
      List.of(
          "a=b=c",
          "q=\"x\"",
          "bad=%E0%A4%A",
          "flag",
          "",
          " ",
          "=",
          "=v",
          "a=1",
          "a=2",
          "t=\tx\u0001",
          "k.0=1",
          "K=1",
          "k-code-verifier=1",
          "utf=é日",
          "k%2E=2");

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @DisplayName("C4: a header that is left as it is keeps its very bytes")
  @ValueSource(
      strings = {
        "",
        ";",
        " ; ;",
        "a=b=c; q=\"x\"; bad=%E0%A4%A; flag; a=1; a=2",
        " a=1",
        ";a=1",
        "a=1;",
        "a=1; ;b=2",
        "\ta = 1 ;;b",
        "a=1;b=2;  c=3"
      })
  void nothingChangesWithoutACookieOfTheName(String text) {
    var header = CookieHeader.parse(text);

    assertThat(header.without("k"::equals)).isEqualTo(text);
    assertThat(header.named("k"::equals)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "k=1 | k=new",
        "k=1; a=1 | a=1; k=new",
        "a=1; k=1 | a=1; k=new",
        "a=1; k=1; b=2; k=3 | a=1; b=2; k=new",
        "k=1;a=1;b | a=1;b; k=new",
        "k; a | a; k=new",
        "a=1; k = 1 ;b=2 | a=1;b=2; k=new",
        "k=1; ;a=1 | ;a=1; k=new",
        "a=1; k=1; | a=1;; k=new",
        "k=1; | k=new",
        "`` | k=new",
        "K=1; k.0=2 | K=1; k.0=2; k=new"
      })
  @DisplayName("C3, C4: every cookie of the name goes, the new one comes last, the rest stays")
  void cookiesOfANameAreReplaced(String text, String expected) {
    var replaced = CookieHeader.parse(text).replacing("k"::equals, cookies("k", "new"));

    assertThat(replaced).isEqualTo(expected);
  }

  @Test
  void severalNewCookiesComeInTheirOrder() {
    var cookies = cookies("k.0", "x");
    cookies.put("k.1", "y");

    assertThat(CookieHeader.EMPTY.replacing("k"::equals, cookies)).isEqualTo("k.0=x; k.1=y");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @DisplayName("C4: foreign cookies keep bytes and order, whatever stands around them")
  void replacingLeavesForeignCookiesAlone(long seed) {
    var random = new Random(seed);
    var texts = random.ints(random.nextInt(12), 0, ODD.size()).mapToObj(ODD::get).toList();
    var mixed =
        texts.stream()
            .flatMap(
                text ->
                    random.nextInt(3) == 0 ? List.of("k=1", text).stream() : List.of(text).stream())
            .toList();

    var replaced =
        CookieHeader.parse(String.join(";", mixed)).replacing("k"::equals, cookies("k", "v"));

    var foreign = String.join(";", mixed.stream().filter(text -> !text.equals("k=1")).toList());
    assertThat(replaced.strip()).endsWith("k=v");
    assertThat(replaced.substring(0, replaced.length() - "k=v".length()).replaceAll("[; ]+$", ""))
        .isEqualTo(
            (mixed.isEmpty() || !mixed.getFirst().equals("k=1") ? foreign : foreign.stripLeading())
                .replaceAll("[; ]+$", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`k=v` | k | v | v | true",
        "`  k=v` | k | v | v | true",
        "`\tk=v` | k | v | v | false",
        "`k =v` | k | v | v | false",
        "`k= v` | k | v | v | false",
        "`k=v\t` | k | v | v | false",
        "`k=a=b==` | k | a=b== | a=b== | true",
        "`k=%41%zz` | k | %41%zz | %41%zz | false",
        "`k=%41` | k | %41 | A | true",
        "`k=\"v\"` | k | \"v\" | \"v\" | true",
        "`k=` | k | `` | `` | true",
        "`=v` | `` | v | v | true",
        "`\u00a0k=v` | `\u00a0k` | v | v | true",
        "`k=v\u000b` | k | `v\u000b` | `v\u000b` | true"
      })
  void aPairIsReadAsClientsReadIt(
      String text, String name, String value, String decoded, boolean isPlain) {
    var pair = CookieHeader.parse(text).pairs().getFirst();

    assertThat(pair).isEqualTo(new CookiePair(text, name, Optional.of(value)));
    assertThat(pair.decoded()).contains(decoded);
    assertThat(pair.isPlain()).isEqualTo(isPlain);
  }

  @Test
  void aPairWithoutEqualsHasNoValue() {
    var pair = CookieHeader.parse(" flag ").pairs().getFirst();

    assertThat(pair).isEqualTo(new CookiePair(" flag ", "flag", Optional.empty()));
    assertThat(pair.decoded()).isEmpty();
    assertThat(pair.isPlain()).isFalse();
  }

  @Test
  @DisplayName("C5: 10,000 cookies, one of 64 KiB and control bytes come apart into as many pairs")
  void aHugeHeaderIsTakenApartOnce() {
    var many =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "c" + i + "=\u0000")
            .collect(Collectors.joining(";"));
    var text = many + ";k.999999=x;big=" + "y".repeat(65_536);

    var header = CookieHeader.parse(text);

    assertThat(header.pairs()).hasSize(10_002);
    assertThat(header.pairs().stream().mapToInt(pair -> pair.text().length() + 1).sum())
        .isEqualTo(text.length() + 1);
    assertThat(header.without("k.999999"::equals)).isEqualTo(text.replace("k.999999=x;", ""));
  }

  @Test
  @DisplayName("rule 7: the text of a header names cookies and tells no value")
  void valuesAreRedacted() {
    assertThat(CookieHeader.parse("k=secret; flag"))
        .hasToString("CookieHeader[CookiePair[k], CookiePair[flag]]");
  }

  private static SequencedMap<String, String> cookies(String name, String value) {
    return new LinkedHashMap<>(Map.of(name, value));
  }
}
