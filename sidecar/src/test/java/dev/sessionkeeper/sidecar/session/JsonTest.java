package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        " 1.0 | 1",
        "-0 | 0",
        "1e3 | 1000",
        "1E-7 | 1e-7",
        "1e21 | 1e+21",
        "1e20 | 100000000000000000000",
        "123456789012345678901234 | 1.2345678901234569e+23",
        "9007199254740993 | 9007199254740992",
        "0.000001 | 0.000001",
        "0.0000012 | 0.0000012",
        "1.5e-9 | 1.5e-9",
        "1e999 | null",
        "-1e999 | null",
        "123.456 | 123.456",
        "-12.5 | -12.5",
        "5e-324 | 5e-324",
        "1.7976931348623157e308 | 1.7976931348623157e+308",
        "100 | 100",
        "12e1 | 120",
        "true | true",
        "false | false",
        "null | null",
        "{ } | {}",
        "[ ] | []",
        "[1, 2 ,[3]] | [1,2,[3]]",
        "[{ } ,[ ] , \"[\" ,{\"a\":[ ] , \"b\" :\"{\"} ] | [{},[],\"[\",{\"a\":[],\"b\":\"{\"}]",
        "{\"b\":1,\"10\":2,\"a\":3,\"2\":4} | {\"2\":4,\"10\":2,\"b\":1,\"a\":3}",
        "{\"01\":1,\"4294967295\":2,\"4294967294\":3} | {\"4294967294\":3,\"01\":1,\"4294967295\":2}",
        "{\"a\":1,\"b\":2,\"a\":3} | {\"a\":3,\"b\":2}",
        "\"\\u003c\\/\\u0026\" | \"</&\"",
        "\"\\b\\f\\n\\r\\t\\\"\\\\\" | \"\\b\\f\\n\\r\\t\\\"\\\\\"",
        "\"\\u0001\\u007f\" | \"\\u0001\u007f\"",
        "\"\\uD800x\" | \"\\ud800x\"",
        "\"\\ud83d\\ude00\" | \"\uD83D\uDE00\"",
        "\"\\ude00\\ud83d\" | \"\\ude00\\ud83d\"",
        "\"\\u2028é日\" | \"\u2028é日\""
      })
  void textIsNormalisedAsJavaScriptDoes(String text, String expected) {
    assertThat(JsonReader.read(text).map(JsonWriter::write)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{\"a\":1,}",
        "[1}",
        "{\"a\":1]",
        "[,1]",
        "{,}",
        "[1],",
        "01",
        "+1",
        ".5",
        "1.",
        "1e",
        "- 1",
        "tru",
        "nul",
        "NaN",
        "\"",
        "\"\n\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12",
        "\"\\",
        "1 2",
        "'a'",
        "\u00a01",
        "[",
        "{\"a\":1"
      })
  void textThatIsNoJsonIsRefused(String text) {
    assertThat(JsonReader.read(text)).isEmpty();
  }

  @Test
  @DisplayName("C5: no depth of nesting overflows a small stack")
  void deepNestingIsReadAndWritten() throws InterruptedException {
    var text = "[{\"a\":".repeat(50_000) + "[]" + "}]".repeat(50_000);
    var written = new AtomicReference<>("");
    var cut = new AtomicReference<>(Optional.<JsonValue>of(new JsonValue.Null()));

    var thread =
        new Thread(
            null,
            () -> {
              written.set(JsonReader.read(text).map(JsonWriter::write).orElseThrow());
              cut.set(JsonReader.read("[".repeat(100_000)));
            },
            "small",
            256 * 1024);
    thread.start();
    thread.join();

    assertThat(written.get().equals(text)).isTrue();
    assertThat(cut.get()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readingReturnsWhatWasWritten(long seed) {
    var value = any(new Random(seed), 4);

    assertThat(JsonReader.read(JsonWriter.write(value))).contains(value);
  }

  private static JsonValue any(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> new JsonValue.Null();
      case 1 -> new JsonValue.Flag(random.nextBoolean());
      case 2 -> new JsonValue.Numeric(random.nextInt(1000) / 8.0 - 50 + 0.0);
      case 3 -> new JsonValue.Text(text(random));
      case 4 ->
          new JsonValue.Items(
              random.ints(random.nextInt(4)).mapToObj(i -> any(random, depth - 1)).toList());
      default -> members(random, depth);
    };
  }

  private static JsonValue.Members members(Random random, int depth) {
    var members = new LinkedHashMap<String, JsonValue>();
    for (var i = random.nextInt(4); i > 0; i--) {
      members.put("m" + text(random), any(random, depth - 1));
    }
    return new JsonValue.Members(members);
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(6), 0, 0x3000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
