package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every entry of the recording that concerns the form of the session cookie.
class RecordedFormatTest {
  private static final Instant RECORDED = Instant.parse("2026-11-23T00:00:00Z");
  private static final Pattern SLICE = Pattern.compile("V(?:\\[(0|h)?:(h)?])?");

  static Stream<JsonNode> encoded() {
    return SsrVectors.group("base64url_encode");
  }

  static Stream<JsonNode> decoded() {
    return SsrVectors.group("base64url_decode");
  }

  static Stream<JsonNode> chunked() {
    return SsrVectors.group("chunker");
  }

  static Stream<JsonNode> chunkedSmall() {
    return SsrVectors.group("chunker_small");
  }

  static Stream<JsonNode> unsplittable() {
    return Stream.of("chunker_lone_surrogate_error", "chunker_chunk_smaller_than_char_error")
        .map(SsrVectors::value)
        .filter(JsonNode::isTextual);
  }

  static Stream<JsonNode> chunkNames() {
    return SsrVectors.group("is_chunk_like");
  }

  static Stream<JsonNode> reads() {
    return SsrVectors.group("read");
  }

  static Stream<JsonNode> sessions() {
    return reads().filter(entry -> entry.get("session").isTextual());
  }

  static Stream<JsonNode> writes() {
    return SsrVectors.group("write").filter(entry -> !SsrVectors.isMiscoded(entry));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("encoded")
  void textIsEncodedAsRecorded(JsonNode entry) {
    assertThat(Base64Url.encode(entry.get("text").textValue()))
        .isEqualTo(entry.get("encoded").textValue());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("decoded")
  void textIsDecodedAsRecorded(JsonNode entry) {
    var expected = entry.has("error") ? Optional.empty() : text(entry.get("text"));

    assertThat(Base64Url.decode(entry.get("encoded").textValue())).isEqualTo(expected);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("chunked")
  void aValueIsSplitAsRecorded(JsonNode entry) {
    var input = new StringBuilder();
    entry.get("input_parts").forEach(p -> input.append(p.get(0).asText().repeat(p.get(1).asInt())));

    var pieces = Chunks.split(input.toString(), Chunks.SIZE).orElseThrow();

    assertThat(pieces.stream().map(RecordedFormatTest::sha256))
        .containsExactlyElementsOf(texts(entry.get("chunks"), "sha256"));
    assertThat(String.join("", pieces)).isEqualTo(input.toString());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("chunkedSmall")
  void aValueIsSplitAsRecordedForSmallPieces(JsonNode entry) {
    var pieces = Chunks.split(entry.get("input").textValue(), entry.get("chunk_size").intValue());

    assertThat(pieces).contains(texts(entry.get("chunks"), "value"));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("unsplittable")
  void whereTheLibraryThrowsNothingIsSplit(JsonNode error) {
    assertThat(error.textValue()).startsWith("URIError");
    assertThat(Chunks.split("a\ud800", Chunks.SIZE)).isEmpty();
    assertThat(Chunks.split("日本", 5)).isEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("chunkNames")
  void aCookieIsOwnedAsRecorded(JsonNode entry) {
    var name = new CookieName(entry.get("key").textValue());

    assertThat(name.owns(entry.get("cookie_name").textValue()))
        .isEqualTo(entry.get("is_chunk").booleanValue());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("reads")
  void cookiesAreReadAsRecorded(JsonNode entry) {
    var cookies = new LinkedHashMap<String, String>();
    entry.get("cookies").forEach(c -> cookies.put(c.get("name").asText(), valueOf(c)));
    var name = new CookieName("sb-127-auth-token");

    var stored =
        StoredValue.join(name, cookie -> Optional.ofNullable(cookies.get(cookie)))
            .flatMap(StoredValue::decode);
    var session = SessionCodec.decode(cookies, name);

    var expected = text(entry.get("storage_get_item"));
    assertThat(stored).isEqualTo(expected.map(text -> text.equals("J") ? legend("J") : text));
    if (entry.get("session").isTextual() && entry.get("token_requests").intValue() == 0) {
      assertThat(session.map(s -> s.refreshToken().value())).isEqualTo(text(entry.get("session")));
    }
    if (entry.get("session").isNull() && !entry.has("thrown")) {
      // The recording names a session by its refresh token, which may be no text.
      assertThat(session.filter(s -> !s.refreshToken().value().isEmpty())).isEmpty();
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sessions")
  void aSessionHasExpiredIfTheLibraryRefreshedIt(JsonNode entry) {
    var cookies = new LinkedHashMap<String, String>();
    entry.get("cookies").forEach(c -> cookies.put(c.get("name").asText(), valueOf(c)));

    var session = SessionCodec.decode(cookies, new CookieName("sb-127-auth-token")).orElseThrow();

    assertThat(session.expiresAt().filter(end -> end.isBefore(RECORDED)).isPresent())
        .isEqualTo(entry.get("token_requests").intValue() > 0);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("writes")
  void aTokenResponseIsWrittenAsRecorded(JsonNode entry) {
    var configured =
        entry
            .at("/options/auth/storageKey")
            .asText(entry.at("/options/cookieOptions/name").asText("sb-127-auth-token"));
    var response =
        SessionText.ofTokenResponse(
                entry.get("token_response_body").textValue(), Instant.ofEpochSecond(1_700_000_000))
            .orElseThrow();
    var stored =
        entry.get("encode").textValue().equals("tokens-only")
            ? SessionText.withoutUser(response)
            : response;
    var raw = entry.at("/options/cookieEncoding").asText().equals("raw");

    var cookies =
        SessionCodec.encode(
                stored.json(), new CookieName(configured), raw ? Encoding.RAW : Encoding.BASE64_URL)
            .orElseThrow();

    var after = new LinkedHashMap<String, String>();
    entry
        .get("cookies_after")
        .forEach(c -> after.put(c.get("name").asText(), c.get("value").asText()));
    after.keySet().removeIf(cookie -> !new CookieName(configured).owns(cookie));
    assertThat((Map<String, String>) cookies).isEqualTo(after);
  }

  private static String valueOf(JsonNode cookie) {
    if (cookie.has("value")) {
      return cookie.get("value").textValue();
    }
    var slice = SLICE.matcher(cookie.get("value_is").textValue());
    assertThat(slice.matches()).as(cookie.get("value_is").textValue()).isTrue();
    var value = legend("V");
    var half = SsrVectors.value("read_legend").get("h").intValue();
    var from = "h".equals(slice.group(1)) ? half : 0;
    return value.substring(from, "h".equals(slice.group(2)) ? half : value.length());
  }

  private static String legend(String letter) {
    return SsrVectors.value("read_legend").get(letter).textValue();
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue());
  }

  private static List<String> texts(JsonNode array, String member) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(entry -> entry.get(member).textValue())
        .toList();
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
