package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.sidecar.cookie.UriComponent;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SessionCodecTest {
  private static final CookieName NAME = new CookieName("sb-web-auth-token");

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decodingReturnsWhatWasEncoded(long seed) {
    var random = new Random(seed);
    var json = sessionOf(text(random, random.nextInt(4_000)));
    var encoding = seed % 2 == 0 ? Encoding.RAW : Encoding.BASE64_URL;

    var cookies = SessionCodec.encode(json, NAME, encoding).orElseThrow();

    assertThat(SessionCodec.decode(cookies, NAME).map(Session::json)).contains(json);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void chunksRejoinAndEachFits(long seed) {
    var random = new Random(seed);
    var value = text(random, random.nextInt(2_000));
    var size = 12 + random.nextInt(400);

    var pieces = Chunks.split(value, size).orElseThrow();

    assertThat(String.join("", pieces)).isEqualTo(value);
    assertThat(pieces)
        .allSatisfy(
            piece ->
                assertThat(UriComponent.encode(piece).orElseThrow())
                    .hasSizeLessThanOrEqualTo(size));
  }

  @ParameterizedTest
  @CsvSource({
    "2379, 1", "2380, 2", "4764, 2", "4765, 3", "7149, 3", "7150, 4", "9534, 4", "9535, 5"
  })
  void aSessionTakesAsManyCookiesAsItsBytesNeed(int bytes, int cookies) {
    var json = sessionOf("x".repeat(bytes - sessionOf("").length()));

    assertThat(json).hasSize(bytes);
    assertThat(SessionCodec.encode(json, NAME, Encoding.BASE64_URL).orElseThrow()).hasSize(cookies);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void theEncodingShowsInTheValue(Encoding encoding) {
    var value = SessionCodec.encode("{}", NAME, encoding).orElseThrow().get(NAME.base());

    assertThat(value).isEqualTo(encoding == Encoding.RAW ? "{}" : "base64-e30");
  }

  @Test
  void aLoneSurrogateCannotBeWrittenRaw() {
    assertThat(SessionCodec.encode("\"\ud800\"", NAME, Encoding.RAW)).isEmpty();
    assertThat(UriComponent.encode("\udc00")).isEmpty();
    assertThat(Chunks.split("日", 8)).isEmpty();
  }

  @Test
  @DisplayName("C2: a gap in the chunks ends the value, and what is left is no session")
  void aGapEndsTheValue() {
    var whole = SessionCodec.encode(sessionOf("x"), NAME, Encoding.BASE64_URL).orElseThrow();
    var value = whole.firstEntry().getValue();
    var head = value.substring(0, 50);
    var tail = value.substring(50);

    assertThat(SessionCodec.decode(Map.of(NAME.chunk(0), head, NAME.chunk(1), tail), NAME))
        .isPresent();
    assertThat(SessionCodec.decode(Map.of(NAME.chunk(0), head, NAME.chunk(2), tail), NAME))
        .isEmpty();
    assertThat(SessionCodec.decode(Map.of(NAME.chunk(1), value), NAME)).isEmpty();
    assertThat(SessionCodec.decode(Map.of(), NAME)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://münchen.example.com, sb-xn--mnchen-3ya-auth-token",
        "http://a_b.example.com, sb-a_b-auth-token",
    "http://[::1], sb-[::1]-auth-token", "http://KONG, sb-kong-auth-token"
  })
  void oddHostsNameTheirCookieToo(String url, String name) {
    assertThat(CookieName.of(URI.create(url)).base()).isEqualTo(name);
  }

  @Test
  void aUrlWithoutHostNamesNoCookie() {
    assertThatIllegalArgumentException().isThrownBy(() -> CookieName.of(URI.create("/path")));
  }

  @ParameterizedTest
  @DisplayName("C5: chunk names are recognised without counting")
  @CsvSource({
    ".999999, true",
    ".0, true",
    ".00, false",
    ".10, true",
    ".1x, false",
    ".٣, false",
    "x.0, false",
    "., false",
    "-code-verifier, false",
    "'', true"
  })
  void aSuffixIsAChunkOrNot(String suffix, boolean owned) {
    assertThat(NAME.owns(NAME.base() + suffix)).isEqualTo(owned);
  }

  @ParameterizedTest
  @CsvSource({
    "7aCA, true",
    "wIA, true",
    "8JCAgA, true",
    "9JCAgA, false",
    "gA, false",
    "-ICAgIA, false",
    "w0E, false"
  })
  void bytesAreReadAsLenientlyAsTheClientReadsThem(String encoded, boolean readable) {
    assertThat(Base64Url.decode(encoded).isPresent()).isEqualTo(readable);
  }

  @ParameterizedTest
  @CsvSource({
    "\ud840\udc00, 8JCAgA",
    "\udbff\udfff, 8J-_vw",
    "\ud83d\ude00, 8J-YgA",
    "\ud800, 8JCAgA",
    "\ud800a, 8JKRoQ",
    "\udc00, 7bCA",
    "\ude00\ud83d, 7biA8J-QgA"
  })
  void pairsAreMiscodedAsTheClientMiscodesThem(String text, String encoded) {
    assertThat(Base64Url.encode(text)).isEqualTo(encoded);
  }

  @Test
  void aSessionIsWrittenSoThatNothingIsMiscoded() {
    var json = sessionOf("\ud842\udfb7 \udbff\udfff \ud83d\ude00");

    var cookies = SessionCodec.encode(json, NAME, Encoding.BASE64_URL).orElseThrow();

    assertThat(SessionCodec.decode(cookies, NAME).map(Session::json)).contains(json);
    assertThat(StoredValue.decode(cookies.firstEntry().getValue()).orElseThrow())
        .contains("\\ud842\\udfb7 \\udbff\\udfff \ud83d\ude00");
  }

  private static String sessionOf(String padding) {
    var members =
        "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_at\":1,\"x\":\"x\",\"p\":";
    return members + JsonWriter.write(new JsonValue.Text(padding)) + "}";
  }

  private static String text(Random random, int length) {
    return random
        .ints(length, 0x20, 0x2F64F)
        .filter(codePoint -> !UriComponent.isSurrogate(codePoint))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
